const db = require('./db');

async function list(projectId) {
  const { rows } = await db.query(
    `SELECT id, name, auth_type, domain FROM auth_configs WHERE project_id = $1 ORDER BY created_at DESC`,
    [projectId],
  );
  return rows;
}

async function get(id) {
  const { rows } = await db.query('SELECT * FROM auth_configs WHERE id = $1', [id]);
  return rows[0];
}

async function create(projectId, { name, authType, domain, loginUrl }) {
  const { rows } = await db.query(
    `INSERT INTO auth_configs (project_id, name, auth_type, domain, login_url)
     VALUES ($1, $2, $3, $4, $5)
     RETURNING *`,
    [projectId, name, authType, domain, loginUrl],
  );
  return rows[0];
}

async function update(id, changes) {
  const columns = Object.keys(changes);
  const set = columns.map((column, index) => `${column} = $${index + 2}`).join(', ');
  await db.query(`UPDATE auth_configs SET ${set} WHERE id = $1`, [id, ...Object.values(changes)]);
}

async function verified(id, status) {
  await db.query(
    'UPDATE auth_configs SET status = $2, last_verified_at = CURRENT_TIMESTAMP WHERE id = $1',
    [id, status],
  );
}

async function remove(id) {
  await db.query('DELETE FROM auth_configs WHERE id = $1', [id]);
}

module.exports = { list, get, create, update, verified, remove };
