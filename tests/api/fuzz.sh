#!/bin/sh
# Fuzzes /api/v1 of the sample town with schemathesis, from the document the server gives: everything the document
# allows is answered as it says, everything it does not allow is refused, nothing makes the server fail.
#
#   ITAKU_BIN=target/debug/itaku-daicho tests/api/fuzz.sh [EXAMPLES]     100 examples an address unless said
#
# schemathesis comes from PyPI once, into the cache of the person who runs it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
bin=${ITAKU_BIN:?the server to fuzz}
examples=${1:-100}
port=${ITAKU_FUZZ_PORT:-39117}
version=4.32.5
venv=${XDG_CACHE_HOME:-$HOME/.cache}/itaku-daicho/fuzz/venv-$version
site=http://127.0.0.1:$port
folder=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT INT TERM

if [ ! -x "$venv/bin/schemathesis" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" -q install "schemathesis==$version"
fi

export ITAKU_DEMO_PASSWORD=fuzz-this-sample-town
database="sqlite://$folder/town.db"
"$bin" --database-url "$database" demo >"$folder/demo.log" 2>&1 || { cat "$folder/demo.log"; exit 1; }
"$bin" --database-url "$database" --listen "127.0.0.1:$port" serve >"$folder/server.log" 2>&1 &
server=$!
for _ in $(seq 50); do
  curl -fsS "$site/healthz" >/dev/null 2>&1 && break
  sleep 0.2
done

# The administrator issues a token that acts for the auditor, who sees the whole town, as anybody would: by the form.
form() {
  curl -sS -L -b "$folder/cookies" -c "$folder/cookies" -H "Origin: $site" -H 'Accept: text/html' "$@"
}
form -o /dev/null "$site/sign-in" --data-urlencode sign_in_name=admin --data-urlencode "password=$ITAKU_DEMO_PASSWORD"
person=$(form "$site/api-tokens" | grep -o '<option value="[0-9]*"[^>]*>[^<]*監査人' | head -1 | grep -o '"[0-9]*"' | tr -d '"')
token=$(form "$site/api/api-token/issue" --data-urlencode 'input[name]=fuzz' --data-urlencode 'input[purpose]=fuzz' \
  --data-urlencode "input[person_id]=$person" --data-urlencode "input[expires_on]=$(date -d '+7 days' +%F)" |
  grep -o 'itaku_[0-9a-f]*' | head -1)
[ -n "$token" ] || { echo "no token was issued"; exit 1; }

# A day that has not come is allowed by the document and refused by the rule; everything else that is allowed is
# answered.
cd "$folder"
cp "$here/schemathesis.toml" .
result=0
"$venv/bin/schemathesis" run "$site/api/v1/openapi.json" -H "Authorization: Bearer $token" \
  --max-examples "$examples" --seed 20261126 --continue-on-failure || result=$?
if grep -iE 'panic|ERROR' "$folder/server.log"; then
  result=1
fi
exit "$result"
