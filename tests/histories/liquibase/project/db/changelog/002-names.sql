--liquibase formatted sql

--changeset bob:add-name runOnChange:false
--preconditions onFail:MARK_RAN onError:HALT
--precondition-sql-check expectedResult:0 SELECT count(*) FROM information_schema.columns WHERE table_name = 'customers' AND column_name = 'name'
ALTER TABLE customers ADD COLUMN name text;
--rollback ALTER TABLE customers DROP COLUMN name;

--changeset bob:touch splitStatements:false endDelimiter:/
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name := trim(NEW.name);
    RETURN NEW;
END
$$;
--rollback DROP FUNCTION touch();

--changeset bob:phone
ALTER TABLE customers ADD COLUMN phone text;
--rollback ALTER TABLE customers DROP COLUMN phone;
