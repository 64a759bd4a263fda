//! Configuration, read once: flags, else `ITAKU_*` variables, else what suits one machine. Secrets come
//! from variables or the standard input only, never from a flag that every process list shows.

use std::{net::SocketAddr, path::Path};

use chrono::TimeDelta;
use clap::Args;

/// Options of every verb.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// 待ち受けるアドレス / Address to listen on
    #[arg(long, global = true, env = "ITAKU_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// データベース / Database: sqlite://data/itaku.db, postgres://user@host/name
    #[arg(
        long,
        global = true,
        env = "ITAKU_DATABASE_URL",
        default_value = "sqlite://data/itaku.db",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_url: String,
    /// 記録する細かさ / What to log: error, warn, info, debug, or a filter such as `server=debug`
    #[arg(long, global = true, env = "ITAKU_LOG", default_value = "warn,server=info,app=info", value_name = "FILTER")]
    pub log: String,
    /// HTTPSの中継サーバーの後ろで動かす / Behind a TLS proxy: Secure cookies, X-Forwarded-For
    #[arg(long, global = true, env = "ITAKU_BEHIND_TLS_PROXY")]
    pub behind_tls_proxy: bool,
    /// 操作がないときにサインインを終える分数 / Minutes without a request after which a sign-in ends
    #[arg(long, global = true, env = "ITAKU_IDLE_MINUTES", default_value_t = 60, value_name = "MINUTES")]
    pub idle_minutes: u32,
}

impl Options {
    /// How requests are served under these options.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            exposure: if self.behind_tls_proxy { Exposure::BehindTlsProxy } else { Exposure::Direct },
            idle_limit: TimeDelta::minutes(i64::from(self.idle_minutes)),
        }
    }

    /// The file of an SQLite database; `None` for another engine or a database in memory.
    #[must_use]
    pub fn database_file(&self) -> Option<&Path> {
        let file = self.database_url.strip_prefix("sqlite:")?;
        let file = file.strip_prefix("//").unwrap_or(file);
        let file = file.split_once('?').map_or(file, |(file, _)| file);
        (!file.is_empty() && !file.contains(":memory:")).then(|| Path::new(file))
    }
}

/// How requests are served.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// What stands between the browser and us.
    pub exposure: Exposure,
    /// A sign-in without a request for this long is over.
    pub idle_limit: TimeDelta,
}

impl Default for Settings {
    fn default() -> Self {
        Self { exposure: Exposure::Direct, idle_limit: TimeDelta::minutes(60) }
    }
}

/// What stands between the browser and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// Nothing: plain HTTP inside the town's network.
    Direct,
    /// A proxy that speaks TLS and names the browser's address in `X-Forwarded-For`.
    BehindTlsProxy,
}

/// The password for `user add` and `user reset`, when the environment gives one.
#[must_use]
pub fn password() -> Option<String> {
    variable("ITAKU_PASSWORD")
}

/// The password of the people of the sample town, when the environment gives one.
#[must_use]
pub fn demo_password() -> Option<String> {
    variable("ITAKU_DEMO_PASSWORD")
}

#[expect(clippy::disallowed_methods, reason = "this is where configuration is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct OnlyOptions {
        #[command(flatten)]
        options: Options,
    }

    fn check(url: &str, expect: Option<&str>) {
        let options = OnlyOptions::parse_from(["itaku-daicho", "--database-url", url]).options;
        assert_eq!(options.database_file(), expect.map(Path::new), "{url}");
    }

    #[test]
    fn the_file_of_a_database_is_in_its_address() {
        check("sqlite://data/itaku.db", Some("data/itaku.db"));
        check("sqlite:///var/lib/itaku.db?mode=rwc", Some("/var/lib/itaku.db"));
        check("sqlite::memory:", None);
        check("postgres://itaku@db/itaku", None);
    }
}
