config.active_record.schema_format = :sql
