CREATE TABLE owners (id INT PRIMARY KEY, region INT, UNIQUE (id, region));

-- The index of a foreign key stays when the key goes, until another key needs one.
CREATE TABLE carts (id INT PRIMARY KEY, owner INT, region INT, CONSTRAINT first FOREIGN KEY (owner) REFERENCES owners (id));
ALTER TABLE carts DROP FOREIGN KEY first;
ALTER TABLE carts ADD CONSTRAINT second FOREIGN KEY (owner) REFERENCES owners (id);
ALTER TABLE carts ADD CONSTRAINT third FOREIGN KEY (owner, region) REFERENCES owners (id, region);

-- Two keys over the same column share one.
CREATE TABLE shops (id INT PRIMARY KEY, owner INT, FOREIGN KEY (owner) REFERENCES owners (id), FOREIGN KEY (owner) REFERENCES owners (id));

-- The wider one serves both, whichever came first.
CREATE TABLE deals (id INT PRIMARY KEY, owner INT, region INT, CONSTRAINT wide FOREIGN KEY (owner, region) REFERENCES owners (id, region));
ALTER TABLE deals ADD CONSTRAINT narrow FOREIGN KEY (owner) REFERENCES owners (id);

-- One that somebody made stays.
CREATE TABLE bills (id INT PRIMARY KEY, owner INT, FOREIGN KEY (owner) REFERENCES owners (id));
ALTER TABLE bills ADD INDEX by_owner (owner), ADD CONSTRAINT again FOREIGN KEY (owner) REFERENCES owners (id);
