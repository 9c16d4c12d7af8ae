CREATE TABLE things (a varchar(30) DEFAULT 'uuid()', b char(4) DEFAULT 'NULL');
