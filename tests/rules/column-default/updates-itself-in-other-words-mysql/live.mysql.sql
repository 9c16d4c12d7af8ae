CREATE TABLE things (changed datetime(6) NOT NULL DEFAULT NOW(6) ON UPDATE NOW(6));
