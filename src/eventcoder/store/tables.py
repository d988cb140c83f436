"""The tables of a store, as they are today. Changes to them go through ``migrate.py``.

Texts are numbered by the day they were published, within a day as they come, so that what is found stands in order of
time without being sorted. No number leaves the store; what leaves it is ordered by day, document id and content.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x45764364  # "EvCd" in the file's head
STORE_VERSION: Final = 2
DAY_BITS: Final = 24  # of a version's number, for the texts of one day; the day stands before them

_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- which report
CREATE TABLE reports (report INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);

-- one text of a report; the report is the one under whose key the text was known first
CREATE TABLE versions (
  version INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE, report INTEGER NOT NULL REFERENCES reports,
  is_current INTEGER NOT NULL, known TEXT, rank TEXT NOT NULL,
  document_id TEXT NOT NULL, published TEXT, outlet TEXT, url TEXT, country TEXT, path TEXT,
  schema TEXT NOT NULL, coder TEXT NOT NULL, knowledge TEXT NOT NULL, parser TEXT NOT NULL,
  checksum BLOB NOT NULL);
CREATE INDEX versions_by_report ON versions (report);
CREATE INDEX versions_in_order ON versions (published, document_id, content);

-- the exact record of a version (compressed JSON), and its words for searching
CREATE TABLE records (
  version INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,
  record BLOB NOT NULL, reasons BLOB NOT NULL, headline TEXT, text TEXT NOT NULL);
CREATE VIRTUAL TABLE report_words USING fts5 (
  headline, text, content='records', content_rowid='version', tokenize='unicode61 remove_diacritics 2');

-- where and from when a text was seen
CREATE TABLE sightings (
  report INTEGER NOT NULL REFERENCES reports, version INTEGER NOT NULL REFERENCES versions,
  known TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '', outlet TEXT NOT NULL DEFAULT '',
  document_id TEXT NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (report, version, known, url, outlet, document_id)) WITHOUT ROWID;
CREATE INDEX sightings_in_time ON sightings (report, known, revision);
CREATE INDEX sightings_by_version ON sightings (version);

CREATE TABLE events (
  event INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions, position INTEGER NOT NULL,
  id TEXT NOT NULL, is_current INTEGER NOT NULL, event_type TEXT NOT NULL, modes TEXT, contexts TEXT, cameo TEXT,
  quad INTEGER NOT NULL, plover_score REAL, goldstein REAL, status TEXT NOT NULL, reciprocal INTEGER NOT NULL,
  date_start TEXT, date_end TEXT,
  place INTEGER REFERENCES places, killed INTEGER, injured INTEGER, arrested INTEGER,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, statement_id TEXT, retells TEXT,
  UNIQUE (version, position));
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_by_type ON events (event_type, date_start);
CREATE INDEX events_by_day ON events (date_start);
CREATE INDEX events_by_place ON events (place) WHERE place IS NOT NULL;

-- every pair of countries of an event, narrow, so that series are counted without reading anything else
CREATE TABLE dyads (
  source TEXT NOT NULL, target TEXT NOT NULL, month TEXT NOT NULL DEFAULT '', quad INTEGER NOT NULL,
  event INTEGER NOT NULL, day TEXT NOT NULL DEFAULT '', status TEXT NOT NULL, is_current INTEGER NOT NULL,
  is_mirror INTEGER NOT NULL,  -- 1 where a reciprocal event is turned round
  PRIMARY KEY (source, target, month, quad, event)) WITHOUT ROWID;
CREATE INDEX dyads_by_event ON dyads (event);

CREATE VIRTUAL TABLE statement_words USING fts5 (
  content, content='statements', content_rowid='statement', tokenize='unicode61 remove_diacritics 2');

-- who took part; owner is a row of events (source, target, reporter) or of statements (speaker, addressee, via)
CREATE TABLE participants (
  owner INTEGER NOT NULL, role TEXT NOT NULL, position INTEGER NOT NULL, actor INTEGER NOT NULL REFERENCES actors,
  span_start INTEGER, span_end INTEGER, PRIMARY KEY (role, owner, position)) WITHOUT ROWID;
CREATE INDEX participants_by_actor ON participants (actor, role, owner);

-- every actor as some report names it
CREATE TABLE actors (
  actor INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, code TEXT NOT NULL,
  country TEXT, sectors TEXT, digest BLOB NOT NULL UNIQUE);
CREATE INDEX actors_by_country ON actors (country);
CREATE INDEX actors_by_code ON actors (code);
CREATE INDEX actors_by_id ON actors (id);

-- who stands in a report, with office and term
CREATE TABLE report_actors (
  version INTEGER NOT NULL REFERENCES versions, position INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT, sectors TEXT, office TEXT, office_from TEXT, office_to TEXT, cow TEXT, wikidata TEXT,
  PRIMARY KEY (version, position)) WITHOUT ROWID;

CREATE TABLE mentions (
  version INTEGER NOT NULL REFERENCES versions, position INTEGER NOT NULL, kind TEXT NOT NULL,
  span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, actor_ids TEXT,
  PRIMARY KEY (version, position)) WITHOUT ROWID;

CREATE TABLE places (
  place INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, country TEXT, latitude REAL, longitude REAL,
  geonameid TEXT, precision TEXT NOT NULL, digest BLOB NOT NULL UNIQUE);
CREATE INDEX places_by_name ON places (folded);
CREATE INDEX places_by_country ON places (country);

-- why: the rule and the knowledge row of every decision about an event (kind e) or a statement (kind s)
CREATE TABLE rules (
  rule INTEGER PRIMARY KEY, stage TEXT NOT NULL, name TEXT NOT NULL, knowledge TEXT NOT NULL DEFAULT '',
  UNIQUE (stage, name, knowledge));
CREATE TABLE evidence (
  kind TEXT NOT NULL, owner INTEGER NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL,
  rule INTEGER NOT NULL REFERENCES rules, span_start INTEGER, span_end INTEGER, match_score REAL,
  PRIMARY KEY (kind, owner, position)) WITHOUT ROWID;
CREATE INDEX evidence_by_rule ON evidence (rule);

CREATE TABLE quarantine (
  digest BLOB PRIMARY KEY, path TEXT NOT NULL, record INTEGER, byte_offset INTEGER, stage TEXT NOT NULL,
  reason TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX quarantine_by_path ON quarantine (path);

CREATE TABLE runs (
  run INTEGER PRIMARY KEY, state TEXT NOT NULL, inputs TEXT NOT NULL, known TEXT, schema TEXT NOT NULL,
  coder TEXT NOT NULL, knowledge TEXT NOT NULL, parser TEXT NOT NULL, n_coded INTEGER NOT NULL DEFAULT 0,
  n_again INTEGER NOT NULL DEFAULT 0, n_quarantined INTEGER NOT NULL DEFAULT 0);

CREATE TABLE stories (
  story TEXT PRIMARY KEY, event_type TEXT NOT NULL, status TEXT NOT NULL, date_start TEXT, date_end TEXT,
  place TEXT, place_country TEXT, n_reports INTEGER NOT NULL, n_outlets INTEGER NOT NULL,
  n_independent INTEGER NOT NULL, record BLOB NOT NULL, checksum BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX stories_by_day ON stories (date_start);
CREATE TABLE story_members (
  story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE, content TEXT NOT NULL, event_id TEXT NOT NULL,
  joined_to TEXT, reasons TEXT, PRIMARY KEY (story, content, event_id)) WITHOUT ROWID;
CREATE INDEX story_members_by_event ON story_members (content, event_id);
CREATE TABLE story_links (
  story TEXT NOT NULL REFERENCES stories ON DELETE CASCADE, kind TEXT NOT NULL, content TEXT NOT NULL,
  record_id TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (story, kind, content, record_id)) WITHOUT ROWID;
CREATE TABLE story_decisions (
  kind TEXT NOT NULL, first_content TEXT NOT NULL, first_event TEXT NOT NULL, second_content TEXT NOT NULL,
  second_event TEXT NOT NULL, note TEXT,
  PRIMARY KEY (first_content, first_event, second_content, second_event)) WITHOUT ROWID;
CREATE TABLE ungrouped (content TEXT PRIMARY KEY) WITHOUT ROWID;
"""

# who said what
STATEMENTS: Final = """
CREATE TABLE statements (
  statement INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions, position INTEGER NOT NULL,
  id TEXT NOT NULL, is_current INTEGER NOT NULL, kind TEXT NOT NULL, cue_class TEXT NOT NULL, channel TEXT,
  contexts TEXT, is_negated INTEGER NOT NULL, is_modal INTEGER NOT NULL, date_start TEXT, date_end TEXT,
  due_start TEXT, due_end TEXT, content TEXT NOT NULL, parent_id TEXT, UNIQUE (version, position));
CREATE INDEX statements_by_id ON statements (id);
CREATE INDEX statements_by_channel ON statements (channel) WHERE channel IS NOT NULL;
CREATE INDEX statements_by_day ON statements (date_start);
CREATE INDEX statements_by_term ON statements (due_end) WHERE due_end IS NOT NULL;
"""

# what the grouping keeps of each report (compressed JSON), so that a later run need not read all of them
STORY_INDEX: Final = "CREATE TABLE story_index (content TEXT PRIMARY KEY, kept BLOB NOT NULL) WITHOUT ROWID;"
TABLES: Final = f"{_TABLES}\n{STATEMENTS}\n{STORY_INDEX}\n"
