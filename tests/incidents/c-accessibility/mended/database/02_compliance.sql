-- Compliance: what is tested, and what was found.

CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

CREATE TABLE IF NOT EXISTS requirements (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    requirement_type VARCHAR(20) NOT NULL CHECK (requirement_type IN ('wcag', 'section_508')),
    criterion_number VARCHAR(20) NOT NULL,
    title VARCHAR(255) NOT NULL,
    description TEXT NOT NULL,
    level VARCHAR(5) NOT NULL CHECK (level IN ('A', 'AA', 'AAA')),
    test_method VARCHAR(20) DEFAULT 'both' CHECK (test_method IN ('automated', 'manual', 'both')),
    weight NUMERIC(3,1) DEFAULT 1.0,
    is_active BOOLEAN DEFAULT TRUE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (requirement_type, criterion_number)
);

CREATE INDEX IF NOT EXISTS idx_requirements_level ON requirements(level, criterion_number);
