-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION clean() RETURNS trigger AS $$
BEGIN
    NEW.email := lower(NEW.email);
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
CREATE TRIGGER customers_clean BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION clean();

-- +goose Down
DROP TRIGGER customers_clean ON customers;
DROP FUNCTION clean();
