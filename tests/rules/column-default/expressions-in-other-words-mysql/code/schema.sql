CREATE TABLE things (a varchar(36) DEFAULT (UUID()), b int DEFAULT (1+2), c varchar(9) DEFAULT (LCASE('ABC')), d date DEFAULT (CURRENT_DATE));
