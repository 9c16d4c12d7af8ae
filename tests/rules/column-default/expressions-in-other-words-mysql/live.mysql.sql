CREATE TABLE things (a varchar(36) DEFAULT (uuid()), b int DEFAULT (1 + 2), c varchar(9) DEFAULT (lower('ABC')), d date DEFAULT (curdate()));
