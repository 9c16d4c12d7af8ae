//! Owns bad input: servers that refuse, hang or are not there.

use super::*;

#[test]
fn nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
    refuses(&run, &[&format!("127.0.0.1:{port}")]);
}

#[test]
fn a_host_that_does_not_exist() {
    let run = check_against(&format!("postgres://me:{SECRET}@nowhere.invalid/shop"));
    refuses(&run, &["nowhere.invalid"]);
}

#[test]
fn a_socket_that_is_not_there() {
    let run = check_against(&format!(
        "postgres://me:{SECRET}@localhost/shop?host=/nowhere"
    ));
    refuses(&run, &["/nowhere"]);
}

#[test]
fn a_server_that_says_nothing() {
    let port = serve(|stream| std::thread::sleep(wait_of(&stream)));
    let folder = project(&[("schema.prisma", SCHEMA)]);
    let url = format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop");
    let before = std::time::Instant::now();
    let run = check(folder.path(), &["--database", &url, "--timeout", "1"]);
    refuses(&run, &[&format!("127.0.0.1:{port}"), "1 s"]);
    assert!(
        before.elapsed().as_secs() < 10,
        "it waited {:?}",
        before.elapsed()
    );
}

#[test]
fn a_server_that_falls_silent_after_the_greeting() {
    let port = serve(|mut stream| {
        begin(&mut stream);
        // Authenticated, and then nothing.
        stream.write_all(b"R\0\0\0\x08\0\0\0\0").unwrap();
        std::thread::sleep(wait_of(&stream));
    });
    let folder = project(&[("schema.prisma", SCHEMA)]);
    let url = format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop");
    let run = check(folder.path(), &["--database", &url, "--timeout", "1"]);
    refuses(&run, &[&format!("127.0.0.1:{port}"), "1 s"]);
}

#[test]
fn a_server_that_speaks_something_else() {
    let port = serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
    refuses(&run, &[&format!("127.0.0.1:{port}")]);
}

#[test]
fn a_password_that_is_wrong() {
    let port = serve(|mut stream| {
        begin(&mut stream);
        stream.write_all(b"R\0\0\0\x08\0\0\0\x03").unwrap();
        read_message(&mut stream);
        let fields = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"me\"\0\0";
        let length = u32::try_from(fields.len() + 4).unwrap();
        stream.write_all(b"E").unwrap();
        stream.write_all(&length.to_be_bytes()).unwrap();
        stream.write_all(fields).unwrap();
    });
    let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
    refuses(&run, &["password", "me", &format!("127.0.0.1:{port}")]);
}

#[test]
fn a_server_without_tls_where_tls_is_asked_for() {
    let port = serve(|mut stream| {
        let mut request = [0; 8];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(b"N").unwrap();
    });
    let run = check_against(&format!(
        "postgres://me:{SECRET}@127.0.0.1:{port}/shop?sslmode=require"
    ));
    refuses(&run, &[&format!("127.0.0.1:{port}"), "TLS"]);
}

#[test]
fn a_database_that_does_not_exist() {
    let url = database::with_database(database::server(), "schemadrift_nowhere");
    refuses(&check_against(&url), &["schemadrift_nowhere"]);
}

#[test]
fn a_role_that_does_not_exist() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let url = as_role(live.url(), "schemadrift_nobody");
    refuses(&check_against(&url), &["schemadrift_nobody"]);
}

#[test]
fn a_role_that_may_not_connect() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let role = format!("{}_outsider", live.name());
    live.execute(&format!(
        "REVOKE CONNECT ON DATABASE \"{}\" FROM PUBLIC; CREATE ROLE \"{role}\" LOGIN PASSWORD '{SECRET}'",
        live.name()
    ));
    let run = check_against(&as_role(live.url(), &role));
    live.execute(&format!("DROP ROLE \"{role}\""));
    refuses(&run, &[&role, &live.name()]);
}

#[test]
fn a_role_that_may_only_connect_sees_all_the_same() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let role = format!("{}_reader", live.name());
    live.execute(&format!("CREATE ROLE \"{role}\" LOGIN PASSWORD '{SECRET}'"));
    let run = check_against(&as_role(live.url(), &role));
    live.execute(&format!("DROP ROLE \"{role}\""));
    is_composed(&run);
    assert_eq!(run.code, Some(0), "{}", run.everything());
}

/// A server on a port of this machine that treats every connection in one way.
fn serve(answer: impl Fn(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream);
        }
    });
    port
}

/// Longer than any time limit used here.
fn wait_of(_stream: &TcpStream) -> std::time::Duration {
    std::time::Duration::from_secs(60)
}

/// Declines encryption and reads the start of the conversation.
/// <https://www.postgresql.org/docs/current/protocol-message-formats.html>
fn begin(stream: &mut TcpStream) {
    const TLS_REQUEST: u32 = 80_877_103;
    loop {
        let mut length = [0; 4];
        stream.read_exact(&mut length).unwrap();
        let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
        stream.read_exact(&mut body).unwrap();
        if body.len() == 4 && body == TLS_REQUEST.to_be_bytes() {
            stream.write_all(b"N").unwrap();
        } else {
            return;
        }
    }
}

fn read_message(stream: &mut TcpStream) {
    let mut head = [0; 5];
    stream.read_exact(&mut head).unwrap();
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
    let mut body = vec![0; length - 4];
    stream.read_exact(&mut body).unwrap();
}

/// The URL with another role and the secret as its password.
fn as_role(url: &str, role: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let host = rest.split_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{role}:{SECRET}@{host}")
}
