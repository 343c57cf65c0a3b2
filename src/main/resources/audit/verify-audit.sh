#!/usr/bin/env bash
# Checks an audit log of Casework offline: seals, file lists, sums, checkpoints, numbering, chain.
# Usage: verify-audit.sh DIR --key PUBLIC.pem [--checkpoint KEPT-ELSEWHERE] [--tsa-cert CERT.pem]
# It follows the chain; java -jar casework.jar verify-audit computes the tree of the checkpoints too.
set -euo pipefail; export LC_ALL=C; shopt -s nullglob dotglob
fail() { echo "FAIL: $*" >&2; exit 1; }
[ $# -gt 0 ] || { echo "usage: verify-audit.sh DIR --key PUBLIC.pem" >&2; exit 2; }
dir=$1; shift; keys=() anchor='' tsa=''
while [ $# -gt 1 ]; do case $1 in
  --key) keys+=("$(realpath "$2")") ;; --checkpoint) anchor=$(realpath "$2") ;;
  --tsa-cert) tsa=$(realpath "$2") ;; *) echo "what is $1?" >&2; exit 2 ;; esac; shift 2; done
[ ${#keys[@]} -gt 0 ] || { echo "which --key?" >&2; exit 2; }
cd "$dir" || exit 2; odd=$(find . ! -type f ! -type d | head -n 1); [ -z "$odd" ] || fail "$odd: is a link or no file"
 tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
signed() { for k in "${keys[@]}"; do
  openssl dgst -sha256 -verify "$k" -signature "$1" "$2" >/dev/null 2>&1 && return; done; return 1; }
note() { [ -f "$1" ] || fail "$1: is missing"
  [ "$(wc -l < "$1")" = 7 ] && [ -z "$(sed -n 6p "$1")" ] && [ -z "$(tail -c 1 "$1")" ] || fail "$1: is no checkpoint"
  sed 5q "$1" > "$tmp/body"; sed -n "7s/^— $(sed -n 1p "$1") //p" "$1" > "$tmp/b64"
  base64 -d "$tmp/b64" 2>/dev/null | tail -c +5 > "$tmp/sig" || fail "$1: is no checkpoint"
  signed "$tmp/sig" "$tmp/body" || fail "$1: is not signed by this key"; }
for f in *; do case $f in keys | verify-audit.sh | [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;; *) fail "$f: is not part of the log" ;; esac; done
days=(????-??-??); [ ${#days[@]} -gt 0 ] || fail "no day of a log is here"
total=0; prev=$(printf '%064d' 0); there=$prev; log=''; before=''; sealed=none; kept=0
if [ -n "$anchor" ]; then note "$anchor"; mine=$(sed -n 1p "$tmp/body"); kept=$(sed -n 2p "$tmp/body"); last=$(sed -n 5p "$tmp/body"); fi
for day in "${days[@]}"; do
  if [ -e "$day/SHA256SUMS" ] || [ -e "$day/SHA256SUMS.sig" ] || [ -e "$day/SHA256SUMS.tsr" ] || [ "$day" != "${days[-1]}" ]; then
    [ -f "$day/SHA256SUMS" ] && [ -f "$day/SHA256SUMS.sig" ] || fail "$day: the seal is missing"
    signed "$day/SHA256SUMS.sig" "$day/SHA256SUMS" || fail "$day/SHA256SUMS: is not signed by this key"
    (cd "$day"; sha256sum --strict --status -c SHA256SUMS 2>/dev/null) || fail "$day: files are missing or differ from SHA256SUMS"
    cut -c67- "$day/SHA256SUMS" | sed -n "s|^\.\./$day/||p" | sort > "$tmp/listed"
    (cd "$day"; printf '%s\n' * | grep -vE '^SHA256SUMS(\.sig|\.tsr)?$' | sort > "$tmp/there") || true
    cmp -s "$tmp/listed" "$tmp/there" || fail "$day: holds other files than SHA256SUMS lists"
    [ "$(cut -c67- "$day/SHA256SUMS" | grep -v "^\.\./$day/" || true)" = "${before:+../$before/SHA256SUMS}" ] || fail "$day/SHA256SUMS: does not follow the seal before"
    [ -z "$tsa" ] || [ ! -e "$day/SHA256SUMS.tsr" ] || openssl ts -verify -data "$day/SHA256SUMS" -in "$day/SHA256SUMS.tsr" -CAfile "$tsa" -partial_chain >/dev/null 2>&1 || fail "$day/SHA256SUMS.tsr: is no time stamp of this authority"
    sealed=$day; before=$day
  fi
  for f in "$day"/*; do case $f in */SHA256SUMS | */SHA256SUMS.sig | */SHA256SUMS.tsr | */????????????.jsonl) ;;
    */????????????.checkpoint) [ -f "${f%.checkpoint}.jsonl" ] || fail "${f%.checkpoint}.jsonl: is missing" ;; *) fail "$f: is not part of the log" ;; esac; done
  for f in "$day"/*.jsonl; do
    [ "$f" = "$day/$(printf %012d $((total + 1))).jsonl" ] || fail "$f: record $((total + 1)) is expected here"
    note "${f%.jsonl}.checkpoint"; name=$(sed -n 1p "$tmp/body"); log=${log:-$name}
    [ "$name" = "$log" ] || fail "${f%.jsonl}.checkpoint: is of another log"
    lines=$(wc -l < "$f"); [ $((total + lines)) = "$(sed -n 2p "$tmp/body")" ] && [ "$lines" -gt 0 ] && [ -z "$(tail -c 1 "$f")" ] \
      || fail "$f: has $lines lines, its checkpoint ends with record $(sed -n 2p "$tmp/body")"
    seq $((total + 1)) $((total + lines)) | sed "s|.*|{\"v\":1,\"log\":\"$log\",\"seq\":&,\"ts\":\"|" > "$tmp/want"
    sed -E 's/^(\{"v":1,"log":"[^"]*","seq":[0-9]+,"ts":").*/\1/' "$f" | diff "$tmp/want" - > "$tmp/diff" || fail "$f: numbering broken at line $(grep -oE -m1 '^[0-9]+' "$tmp/diff")"
    mkdir "$tmp/l"; split -a 6 -d -l 1 "$f" "$tmp/l/"; (cd "$tmp/l"; printf '%s\0' * | xargs -0 sha256sum) | cut -c1-64 > "$tmp/hash"; rm -r "$tmp/l"
    { echo "$prev"; head -n -1 "$tmp/hash"; } > "$tmp/want"
    sed -E 's/.*,"prev":"([0-9a-f]{64})"\}$/\1/' "$f" | diff "$tmp/want" - > "$tmp/diff" || fail "$f: chain broken at line $(grep -oE -m1 '^[0-9]+' "$tmp/diff")"
    prev=$(tail -n 1 "$tmp/hash")
    [ "$(sed -n 5p "$tmp/body")" = "last $prev" ] || fail "$f: the last record is not the one that its checkpoint signs"
    if [ "$kept" -gt "$total" ] && [ "$kept" -le $((total + lines)) ]; then there=$(sed -n $((kept - total))p "$tmp/hash"); fi
    total=$((total + lines))
  done
done
if [ -n "$anchor" ]; then
  [ "$mine" = "$log" ] || fail "$anchor: is of another log"
  [ "$kept" -le "$total" ] || fail "$anchor: knows $kept records, but the log ends with record $total"
  [ "$last" = "last $there" ] || fail "$anchor: signs other records than the first $kept here"; fi
echo "OK: $total records of $log, sealed until the end of $sealed"
