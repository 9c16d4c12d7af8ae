-- One default address per user.
CREATE UNIQUE INDEX "addresses_single_default_key" ON "addresses" ("user_id") WHERE "is_default";
