#!/usr/bin/env bash
# Checks the unpacked bundle that it lies in. usage: bash verify.sh TRUSTED_PUBLIC_KEY.pem
# Needs bash, coreutils, sed and openssl. Exit code 0: unchanged; 1: not; 2: wrong usage.
set -euo pipefail; export LC_ALL=C
[ $# = 1 ] && [ -r "$1" ] || { echo "usage: bash verify.sh TRUSTED_PUBLIC_KEY.pem" >&2; exit 2; }
KEY=$(realpath "$1"); cd "$(dirname "${BASH_SOURCE[0]}")"; NAME=$(basename "$(pwd -P)"); T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
fail() { echo "FAIL $*"; exit 1; }
signed() { openssl dgst -sha256 -verify "$KEY" -signature "$1" "$2" > /dev/null 2>&1; }
field() { sed -n "s/^$1: //p" bag-info.txt; }
unescape() { printf '%b' "$(sed 's/../\\x&/g' <<< "$1")"; }
ODD=$(find . ! -type f ! -type d -o -type d -empty | head -n 1); [ -z "$ODD" ] || fail "${ODD#./}: is a link, an empty folder or no file"
# the list of lists is signed, every file is as listed, no file is unlisted, and the name is its own
signed tagmanifest-sha256.txt.sig tagmanifest-sha256.txt || fail "tagmanifest-sha256.txt: not signed by this key"
sha256sum --quiet --strict --check tagmanifest-sha256.txt manifest-sha256.txt > "$T/sums" 2>&1 || fail "$(head -n 1 "$T/sums")"
{ cut -c67- tagmanifest-sha256.txt manifest-sha256.txt; printf '%s\n' tagmanifest-sha256.txt{,.sig}; } | sort > "$T/listed"
find . ! -type d | sed 's|^\./||' | sort > "$T/there"
cmp -s "$T/listed" "$T/there" || fail "$(comm -3 "$T/listed" "$T/there" | head -n 1 | tr -d '\t'): file list differs"
[ "$NAME" = "$(field External-Identifier)" ] || fail "this is $(field External-Identifier) under another name"
[ "$(field Casework-Audit-Size)" != 0 ] || { echo "OK $NAME, without an audit log"; exit 0; }
# the checkpoint of the audit log: origin, size and root, signed
cd data/audit; sed '/^$/,$d' checkpoint > "$T/log"; GOOD=
while read -r _ _ SIGNATURE; do base64 -d <<< "$SIGNATURE" | tail -c +5 > "$T/sig"; signed "$T/sig" "$T/log" && GOOD=1; done < <(sed '1,/^$/d' checkpoint)
[ "$GOOD" ] || fail "data/audit/checkpoint: not signed by this key"
SIZE=$(sed -n 2p "$T/log"); ROOT=$(sed -n 3p "$T/log" | base64 -d | od -An -v -tx1 | tr -d ' \n'); LINES=0
[ "$(wc -l < slice.jsonl)" = "$(sed -n 's/^Casework-Audit-Records: //p' ../../bag-info.txt)" ] || fail "data/audit/slice.jsonl: number of records"
# every record stands in the log: RFC 9162, 2.1.3.2
while IFS= read -r LINE; do LINES=$((LINES + 1)); [[ $LINE =~ \"seq\":([0-9]+) ]] || fail "data/audit/slice.jsonl line $LINES: no seq"
  PROOF=proofs/${BASH_REMATCH[1]}.tlog-proof; [ -f "$PROOF" ] || fail "data/audit/$PROOF: is missing"
  FN=$((BASH_REMATCH[1] - 1)); SN=$((SIZE - 1)); HASH=$({ printf '\0'; printf '%s\n' "$LINE"; } | sha256sum | cut -c1-64)
  [ "$(sed -n 's/^index //p' "$PROOF" | head -n 1)" = $FN ] && [ $FN -le $SN ] || fail "data/audit/$PROOF: is of another record"
  for NODE in $(sed '1,/^index /d;/^$/,$d' "$PROOF" | base64 -d | od -An -v -w32 -tx1 | tr -d ' '); do
    [ $SN -gt 0 ] || fail "data/audit/$PROOF: is too long"
    if ((FN & 1 || FN == SN)); then HASH=$(unescape "01$NODE$HASH" | sha256sum); while ((!(FN & 1) && FN)); do FN=$((FN >> 1)) SN=$((SN >> 1)); done
    else HASH=$(unescape "01$HASH$NODE" | sha256sum); fi; HASH=${HASH%% *} FN=$((FN >> 1)) SN=$((SN >> 1)); done
  [ $SN = 0 ] && [ "$HASH" = "$ROOT" ] || fail "data/audit/slice.jsonl line $LINES: is not in the signed log"
done < slice.jsonl
echo "OK $NAME: files, name, signature, and $LINES records in the audit log of $SIZE"
