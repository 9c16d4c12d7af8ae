CREATE TABLE held (
    id int AUTO_INCREMENT PRIMARY KEY,
    local_of_instant timestamp NOT NULL,
    instant_of_local datetime NOT NULL,
    instant timestamp NOT NULL,
    year year NOT NULL,
    declared_year year NOT NULL,
    wider bigint NOT NULL,
    fraction double NOT NULL
);
