//! The least of an HTTP client: one connection that is kept, one request at a time, the whole answer read.

use std::net::SocketAddr;

use server::app::paths::encoded;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// Somebody at a browser, on a connection of their own.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

/// What of an answer is looked at.
struct Head {
    status: u16,
    /// `None`: in chunks.
    length: Option<usize>,
    cookie: Option<String>,
}

impl Client {
    /// Connects.
    ///
    /// # Panics
    /// When nobody listens.
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            address,
        }
    }

    /// Signs in; answers the cookie of the session.
    ///
    /// # Panics
    /// When the server refuses.
    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> String {
        let body = format!(
            "sign_in_name={}&password={}",
            encoded(name),
            encoded(password)
        );
        let address = self.address;
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\naccept: text/html\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let head = self.answer(&request).await;
        assert!(
            head.status == 303 || head.status == 302,
            "sign-in: {}",
            head.status
        );
        head.cookie.expect("a session")
    }

    /// Opens a page.
    ///
    /// # Panics
    /// When the answer is not 200.
    pub(crate) async fn get(&mut self, path: &str, cookie: &str) {
        let address = self.address;
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n"
        );
        let head = self.answer(&request).await;
        assert!(head.status == 200, "{path}: {}", head.status);
    }

    async fn answer(&mut self, request: &str) -> Head {
        let stream = self.stream.get_mut();
        stream
            .write_all(request.as_bytes())
            .await
            .expect("the request is sent");
        let head = self.head().await;
        match head.length {
            Some(length) => self.skip(length).await,
            None => while self.chunk().await {},
        }
        head
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.expect("a line");
        line.trim_end().to_owned()
    }

    async fn head(&mut self) -> Head {
        let first = self.line().await;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut head = Head {
            status: status.expect("a status"),
            length: None,
            cookie: None,
        };
        loop {
            let line = self.line().await;
            let Some((name, value)) = line.split_once(':') else {
                return head;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => head.length = value.trim().parse().ok(),
                "set-cookie" => {
                    let cookie = value.split(';').next().unwrap_or_default();
                    head.cookie = Some(cookie.trim().to_owned());
                }
                _ => {}
            }
        }
    }

    /// Reads a chunk; false after the last.
    async fn chunk(&mut self) -> bool {
        let size = self.line().await;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16);
        let size = size.expect("the size of a chunk");
        self.skip(size).await;
        self.line().await;
        size != 0
    }

    async fn skip(&mut self, length: usize) {
        let mut rest = (&mut self.stream).take(length as u64);
        tokio::io::copy(&mut rest, &mut tokio::io::sink())
            .await
            .expect("the body");
    }
}
