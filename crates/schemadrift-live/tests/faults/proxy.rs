//! A network that fails: a proxy that passes on so many bytes of a server's answers and no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens after the last byte that is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection is closed.
    Cut,
    /// Nothing comes any more.
    Silence,
}

/// A proxy in front of a server, for one connection.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    passed: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// Listens in front of the server at `place`, and passes on `bytes` of what it answers.
    pub(crate) async fn before(place: String, bytes: usize, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let passed = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&passed);
        let serving = tokio::spawn(async move {
            let Ok((client, _)) = listener.accept().await else {
                return;
            };
            let server = TcpStream::connect(place).await.unwrap();
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            let asking = tokio::io::copy(&mut from_client, &mut to_server);
            let answering = async {
                let mut buffer = vec![0; 16 * 1024];
                while counter.load(Ordering::Relaxed) < bytes {
                    let left = bytes - counter.load(Ordering::Relaxed);
                    let room = left.min(buffer.len());
                    let Ok(read @ 1..) = from_server.read(&mut buffer[..room]).await else {
                        return;
                    };
                    if to_client.write_all(&buffer[..read]).await.is_err() {
                        return;
                    }
                    counter.fetch_add(read, Ordering::Relaxed);
                }
                if fault == Fault::Silence {
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                _asked = asking => {}
                () = answering => {}
            }
        });
        Self {
            port,
            passed,
            serving,
        }
    }

    /// How many bytes came through.
    pub(crate) fn passed(&self) -> usize {
        self.passed.load(Ordering::Relaxed)
    }

    /// Closes both of its connections.
    pub(crate) async fn end(self) {
        self.serving.abort();
        let _ended = self.serving.await;
    }
}

/// Where to cut a conversation of so many bytes: everywhere in the beginning, then here and there, and just before
/// the end.
pub(crate) fn cuts(whole: usize) -> Vec<usize> {
    let early = (0..600.min(whole)).step_by(23);
    let later = (600.min(whole)..whole).step_by((whole / 25).max(1));
    early.chain(later).chain([whole - 1]).collect()
}
