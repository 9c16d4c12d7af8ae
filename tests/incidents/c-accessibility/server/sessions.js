const db = require('./db');

async function start(sessionId) {
  const session = await db.query(
    `SELECT s.id, s.project_id, p.primary_url, a.login_url, a.selectors
       FROM test_sessions s
       JOIN projects p ON p.id = s.project_id
       LEFT JOIN auth_configs a ON a.project_id = p.id AND a.status = 'working'
      WHERE s.id = $1`,
    [sessionId],
  );
  await db.query("UPDATE test_sessions SET status = 'active', started_at = now() WHERE id = $1", [
    sessionId,
  ]);
  return session.rows[0];
}

async function summary() {
  const projects = await db.query(
    `SELECT p.name, count(DISTINCT v.id) AS violations,
            (SELECT count(*) FROM auth_configs a WHERE a.project_id = p.id) AS logins
       FROM projects p
       LEFT JOIN test_sessions s ON s.project_id = p.id
       LEFT JOIN violations v ON v.session_id = s.id
      GROUP BY p.id, p.name`,
  );
  return projects.rows;
}

async function domains() {
  const { rows } = await db.query('SELECT DISTINCT domain FROM auth_configs');
  return rows.map((row) => row.domain);
}

module.exports = { start, summary, domains };
