//! Owns a TCP proxy between the measured program and the server: it holds every message back for
//! half a round trip in each direction, and counts how often the client speaks after the server.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};

/// A proxy that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Proxy {
    address: SocketAddr,
    flights: Arc<AtomicU32>,
    /// Dropping it ends the proxy's thread.
    _running: oneshot::Sender<()>,
}

impl Proxy {
    /// Starts a proxy to `server` that costs `round_trip` a round trip.
    ///
    /// # Errors
    /// If no port can be opened.
    pub(super) fn start(server: String, round_trip: Duration) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let flights = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&flights);
        let (running, ended) = oneshot::channel();
        std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, server, round_trip / 2, counter) => {}
                    _ = ended => {}
                }
            });
        });
        Ok(Self {
            address,
            flights,
            _running: running,
        })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How often the client spoke after the server, or first, since the last call.
    pub(super) fn take_flights(&self) -> u32 {
        self.flights.swap(0, Ordering::Relaxed)
    }
}

async fn accept(listener: TcpListener, server: String, delay: Duration, flights: Arc<AtomicU32>) {
    while let Ok((client, _)) = listener.accept().await {
        let (server, flights) = (server.clone(), Arc::clone(&flights));
        // A connection that breaks is the measured program's to notice.
        tokio::spawn(async move { connect(client, &server, delay, flights).await });
    }
}

async fn connect(
    client: TcpStream,
    server: &str,
    delay: Duration,
    flights: Arc<AtomicU32>,
) -> io::Result<()> {
    let server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let server_spoke = Arc::new(AtomicBool::new(true));
    let heard = Arc::clone(&server_spoke);
    let upstream = carry(from_client, to_server, delay, move || {
        if server_spoke.swap(false, Ordering::Relaxed) {
            flights.fetch_add(1, Ordering::Relaxed);
        }
    });
    let downstream = carry(from_server, to_client, delay, move || {
        heard.store(true, Ordering::Relaxed);
    });
    tokio::join!(upstream, downstream);
    Ok(())
}

/// Carries bytes, each piece `delay` after it came: latency, not a limit of bandwidth.
async fn carry(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    delay: Duration,
    heard: impl Fn(),
) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let read = async move {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer).await {
            heard();
            if sender
                .send((Instant::now() + delay, buffer[..length].to_vec()))
                .is_err()
            {
                break;
            }
        }
    };
    let write = async move {
        while let Some((due, bytes)) = receiver.recv().await {
            tokio::time::sleep_until(due.into()).await;
            if to.write_all(&bytes).await.is_err() {
                break;
            }
        }
    };
    tokio::join!(read, write);
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn messages_are_held_back_and_flights_counted() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = listener.local_addr().unwrap().to_string();
        let echo = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut byte = [0];
            while stream.read(&mut byte).unwrap() == 1 {
                stream.write_all(&byte).unwrap();
            }
        });
        let round_trip = Duration::from_millis(20);
        let proxy = Proxy::start(server, round_trip).unwrap();
        let start = Instant::now();
        let mut client = TcpStream::connect(proxy.address()).unwrap();
        for _ in 0..3 {
            client.write_all(b"x").unwrap();
            client.read_exact(&mut [0]).unwrap();
        }
        assert!(start.elapsed() >= round_trip * 3);
        assert_eq!(proxy.take_flights(), 3);
        assert_eq!(proxy.take_flights(), 0);
        drop(client);
        echo.join().unwrap();
    }
}
