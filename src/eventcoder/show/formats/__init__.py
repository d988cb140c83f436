"""Events as the tables of other projects have them: POLECAT, ICEWS, PETRARCH, Phoenix, GDELT, PLOVER, GeoJSON, GEXF."""
