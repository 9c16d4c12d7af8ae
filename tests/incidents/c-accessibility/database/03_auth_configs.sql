-- How the tester signs in to a project's site.

CREATE TABLE IF NOT EXISTS auth_configs (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    project_id UUID NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    name VARCHAR(255) NOT NULL,
    auth_type VARCHAR(30) NOT NULL CHECK (auth_type IN ('form', 'basic', 'oauth', 'saml', 'cookie')),
    domain VARCHAR(255) NOT NULL,
    login_url TEXT,
    username VARCHAR(255),
    encrypted_secret TEXT,
    selectors JSONB DEFAULT '{}',
    status VARCHAR(20) NOT NULL DEFAULT 'untested' CHECK (status IN ('untested', 'working', 'failing')),
    last_verified_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS idx_auth_configs_project ON auth_configs(project_id);
