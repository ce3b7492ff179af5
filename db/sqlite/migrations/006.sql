-- Version 6: people name their roles and their language by words of their own.

-- Roles were bits by their place in a list of the program's, and the language one of two. A CHECK goes only with a new table.
CREATE TABLE person_new (
	id            INTEGER PRIMARY KEY,
	name          TEXT NOT NULL,
	folded        TEXT NOT NULL,
	lang          TEXT NOT NULL,                -- zh, en: the folder of its templates
	roles         TEXT NOT NULL DEFAULT '',     -- names with a blank between, as 'station_head engineer'; '': none, or retired
	customer      INTEGER NOT NULL DEFAULT 0,
	class         TEXT NOT NULL DEFAULT '',
	station       INTEGER REFERENCES station,
	sales_manager INTEGER REFERENCES person,
	deputy        INTEGER REFERENCES person,
	deputy_until  INTEGER NOT NULL DEFAULT 0,
	channel       TEXT NOT NULL DEFAULT ''      -- last written on
) STRICT;
INSERT INTO person_new (id, name, folded, lang, roles, customer, class, station, sales_manager, deputy, deputy_until, channel)
SELECT id, name, folded, lang,
	ltrim(CASE WHEN roles & 1    THEN ' station_head'     ELSE '' END ||
	      CASE WHEN roles & 2    THEN ' engineer'         ELSE '' END ||
	      CASE WHEN roles & 4    THEN ' sales_manager'    ELSE '' END ||
	      CASE WHEN roles & 8    THEN ' sales_director'   ELSE '' END ||
	      CASE WHEN roles & 16   THEN ' unit_manager'     ELSE '' END ||
	      CASE WHEN roles & 32   THEN ' service_director' ELSE '' END ||
	      CASE WHEN roles & 64   THEN ' service_manager'  ELSE '' END ||
	      CASE WHEN roles & 128  THEN ' general_manager'  ELSE '' END ||
	      CASE WHEN roles & 256  THEN ' agent'            ELSE '' END ||
	      CASE WHEN roles & 512  THEN ' supervisor'       ELSE '' END ||
	      CASE WHEN roles & 1024 THEN ' parts'            ELSE '' END ||
	      CASE WHEN roles & 2048 THEN ' claims'           ELSE '' END ||
	      CASE WHEN roles & 4096 THEN ' headquarters'     ELSE '' END),
	customer, class, station, sales_manager, deputy, deputy_until, channel
FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
CREATE INDEX person_staff ON person (id) WHERE roles <> '';
CREATE INDEX person_customer ON person (folded) WHERE customer = 1;
