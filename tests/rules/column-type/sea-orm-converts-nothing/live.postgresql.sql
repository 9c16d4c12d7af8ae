CREATE TABLE held (
    id serial PRIMARY KEY,
    small_fraction real NOT NULL,
    local timestamp NOT NULL,
    many bigint NOT NULL,
    fraction double precision NOT NULL,
    text varchar(20) NOT NULL,
    amount numeric(12, 2) NOT NULL,
    read_as_double double precision NOT NULL
);
