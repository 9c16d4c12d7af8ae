CREATE TABLE author (
    id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    email varchar(190) NOT NULL UNIQUE,
    bio text,
    camelCase int,
    type tinytext NOT NULL,
    story mediumtext,
    novel longtext,
    score float NOT NULL DEFAULT 0,
    big double,
    balance decimal(12, 2) NOT NULL,
    born date,
    wake time,
    seen datetime NOT NULL,
    made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    flags tinyint(1) NOT NULL DEFAULT 0,
    doc json,
    raw blob,
    small_raw tinyblob,
    middle_raw mediumblob,
    large_raw longblob,
    code char(3),
    bin binary(16),
    vb varbinary(40),
    bits bit(4),
    feeling enum('sad', 'ok', 'very happy') NOT NULL DEFAULT 'ok',
    tags set('a', 'b'),
    tiny tinyint,
    tiny_count tinyint unsigned,
    small smallint,
    middle mediumint,
    middle_count mediumint unsigned,
    huge bigint NOT NULL,
    huge_count bigint unsigned,
    since year
);
CREATE TABLE post (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    author_id int unsigned NOT NULL,
    title varchar(190) NOT NULL,
    UNIQUE (title, author_id),
    FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE
);
CREATE TABLE tag (name varchar(20) NOT NULL PRIMARY KEY);
CREATE TABLE post_tag (
    post_id bigint NOT NULL,
    tag_name varchar(20) NOT NULL,
    PRIMARY KEY (tag_name, post_id),
    FOREIGN KEY (post_id) REFERENCES post (id) ON DELETE CASCADE,
    FOREIGN KEY (tag_name) REFERENCES tag (name)
);
CREATE TABLE `Order Lines` (id int NOT NULL PRIMARY KEY, `the count` int NOT NULL);
