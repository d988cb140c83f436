(function () {
  "use strict";
  var marked = document.querySelectorAll("[data-r]");
  function light(handles, isOn) {
    marked.forEach(function (node) {
      var own = node.getAttribute("data-r").split(" ");
      if (own.some(function (h) { return handles.indexOf(h) >= 0; })) node.classList.toggle("on", isOn);
    });
  }
  marked.forEach(function (node) {
    var handles = node.getAttribute("data-r").split(" ");
    node.addEventListener("mouseenter", function () { light(handles, true); });
    node.addEventListener("mouseleave", function () { light(handles, false); });
  });
})();
