#!/bin/sh
# A half-year from blank forms to filled ones, with nothing but curl, against a server of the demo:
#     npm run --silent onetable -- serve --demo --empty
#     sh api/walk.sh [http://127.0.0.1:8080] [folder for what is downloaded]
# Two departments register a form each, the coordinating office admits and publishes, two communities fill in, the street returns one form,
# the community mends it, the street approves, and the departments fetch their own workbooks. It can be walked once on a store.
set -eu
API="${1:-http://127.0.0.1:8080}/api/v1"
OUT="${2:-out/walk}"
HERE=$(cd "$(dirname "$0")/.." && pwd)
YEAR=2026 PERIOD=2026-H1
mkdir -p "$OUT"
COOKIES=$(mktemp -d)
trap 'rm -rf "$COOKIES"' EXIT

# as WHO METHOD PATH [more for curl]: prints the reply; a refusal goes to standard error, in the server's words, and ends the walk.
as() {
  who=$1 method=$2 path=$3
  shift 3
  reply=$(curl -sS -X "$method" -b "$COOKIES/$who" -c "$COOKIES/$who" -w '\n%{http_code}' "$@" "$API$path")
  status=$(printf '%s' "$reply" | tail -n 1)
  reply=$(printf '%s' "$reply" | sed '$d')
  if [ "$status" -ge 400 ]; then
    printf '%s %s %s: %s\n' "$who" "$method" "$path" "$reply" >&2
    return 1
  fi
  printf '%s\n' "$reply"
}

# send WHO METHOD PATH JSON
send() { as "$1" "$2" "$3" -H 'content-type: application/json' -d "$4"; }

# first NAME: the first "NAME":"…" or "NAME":0 of what comes in. (With jq at hand one would take jq.)
first() { grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d : -f 2- | tr -d '"'; }

# told NAME COMMAND…: what the command's reply says under NAME; ends the walk when the command is refused.
told() {
  name=$1
  shift
  answer=$("$@")
  printf '%s\n' "$answer" | first "$name"
}

say() { printf '\n== %s\n' "$1"; }

say '登录 / sign in'
for who in coordinator mz wj street1 community1 community2; do
  send "$who" POST /session "{\"login\":\"$who\",\"password\":\"onetable-demo\"}"
done
ONE=$(told unitId as community1 GET /session)
TWO=$(told unitId as community2 GET /session)

say '民政局登记一张表,上传空白工作簿 / a department registers a form and uploads the blank workbook'
MZ=$(told requirementId send mz POST /requirements '{"code":"mz-walk","title":"特殊困难群体底数表","frequency":"half-yearly","legalBasis":"《社会救助暂行办法》"}')
told title as mz PUT "/requirements/$MZ/workbook" -F "file=@$HERE/forms/samples/binhai/forms/特殊困难群体底数表.xlsx"
told state send mz POST "/requirements/$MZ/submit" '{}'

say '卫健局登记一张表,表样用 JSON 写 / another writes its form down as JSON'
WJ=$(told requirementId send wj POST /requirements '{"code":"wj-walk","title":"社区为老服务半年表","frequency":"half-yearly","legalBasis":"《老年人权益保障法》"}')
told title send wj PUT "/requirements/$WJ/outline" '{
  "title": "社区为老服务半年表",
  "groups": [
    { "title": "老年人", "questions": [
      { "label": "80周岁及以上常住老年人", "kind": "integer", "unit": "人" },
      { "label": "享受最低生活保障的老年人(60周岁及以上)", "kind": "integer", "unit": "人" } ] },
    { "title": "服务", "questions": [
      { "label": "本半年上门巡诊", "kind": "integer", "unit": "人次" } ] } ] }'
told state send wj POST "/requirements/$WJ/submit" '{}'

say '统筹办:先看增加多少负担,再准入 / what it would cost, then admission'
for form in "$MZ" "$WJ"; do
  as coordinator GET "/requirements/$form/burden?year=$YEAR" | grep -o '^{"asked".*"minutesMore":[0-9]*' | tr -d '{"'
  told state send coordinator POST "/requirements/$form/admit" '{}'
done

say '发布 / publish'
as coordinator GET "/forms/$YEAR/draft" | grep -o '"counts":{[^}]*}'
told versionNo send coordinator POST "/forms/$YEAR/versions" '{"note":"增加两张半年表"}'

# What the forms need is asked once, as often as the department that wants it most often: some every month, some every quarter, the rest every half-year.
PERIODS="2026-06/monthly 2026-Q2/quarterly 2026-H1/half-yearly"

# asked PERIOD FREQUENCY: what the communities are asked, one question a line: section, item, the words of the form.
asked() {
  for section in $(as community1 GET "/submissions/$ONE/$1" | grep -o '"code":"[^"]*"' | cut -d '"' -f 4); do
    as community1 GET "/forms/$YEAR/$2/sections/$section" | grep -o '"item":"[^"]*","title":"[^"]*","words":"[^"]*"' |
      awk -F '"' -v OFS='\t' -v section="$section" '{ print section, $4, $12 }'
  done
}
for each in $PERIODS; do asked "${each%/*}" "${each#*/}" >"$OUT/${each%/*}.txt"; done
wc -l "$OUT"/2026-*.txt

# fill WHO PLACE PERIOD: the values that stand in $OUT/WHO.txt by their words; there are none of the rest, so those are 0.
fill() {
  for section in $(cut -f 1 "$OUT/$3.txt" | uniq); do
    cells=$(awk -F '\t' -v section="$section" '
      NR == FNR { value[$1] = $2; next }
      $1 == section { printf ",{\"item\":\"%s\",\"value\":%s}", $2, ($3 in value) ? value[$3] : 0 }' "$OUT/$1.txt" "$OUT/$3.txt")
    send "$1" PATCH "/submissions/$2/$3/sections/$section" "{\"baseVersion\":0,\"cells\":[${cells#,}]}" >"$OUT/reply.json"
  done
}

say '两个社区填报 / two communities fill in'
tr '=' '\t' >"$OUT/community1.txt" <<'VALUES'
城市低保 › 当月低保对象人数 › 成年人=31
低保对象 › 城市低保 › 未满18周岁=6
低保对象 › 城市低保 › 女=17
低保对象 › 城市低保 › 满60周岁=9
月末低保户数(户)=22
80周岁及以上 › 常住老年人 › 计=153
65周岁及以上常住老年人=720
特困人员 › 小计=5
特困人员 › 满60周岁=4
服务 › 本半年上门巡诊 › 数量=960
VALUES
tr '=' '\t' >"$OUT/community2.txt" <<'VALUES'
城市低保 › 当月低保对象人数 › 成年人=18
低保对象 › 城市低保 › 未满18周岁=3
低保对象 › 城市低保 › 女=11
低保对象 › 城市低保 › 满60周岁=7
月末低保户数(户)=12
80周岁及以上 › 常住老年人 › 计=98
65周岁及以上常住老年人=455
特困人员 › 小计=2
特困人员 › 满60周岁=2
服务 › 本半年上门巡诊 › 数量=404
VALUES
# Too early: the refusal says what is still to do.
if send community1 POST "/submissions/$ONE/2026-06/submit" '{}' 2>"$OUT/refused.json"; then exit 1; fi
grep -o '"title":"[^"]*"' "$OUT/refused.json" | head -n 1
for each in $PERIODS; do
  period=${each%/*}
  fill community1 "$ONE" "$period"
  fill community2 "$TWO" "$period"
  told state send community1 POST "/submissions/$ONE/$period/submit" '{}'
  told state send community2 POST "/submissions/$TWO/$period/submit" '{}'
done

say '街道退回一份,社区改好再报 / the street returns one, the community mends it'
ITEM=$(grep 上门巡诊 "$OUT/2026-H1.txt" | cut -f 2)
told state send street1 POST "/submissions/$ONE/2026-H1/return" "{\"reason\":\"有一项请核对\",\"remarks\":[{\"item\":\"$ITEM\",\"words\":\"比上期多一倍,是不是把人数和人次相加了?\"}]}"
as community1 GET "/submissions/$ONE/2026-H1" | grep -o '"words":"[^"]*"'
VERSION=$(told version as community1 GET "/submissions/$ONE/2026-H1/sections/events")
send community1 PATCH "/submissions/$ONE/2026-H1/sections/events" "{\"baseVersion\":$VERSION,\"cells\":[{\"item\":\"$ITEM\",\"value\":480}]}"
told state send community1 POST "/submissions/$ONE/2026-H1/submit" '{}'

say '街道审核通过 / the street approves'
for place in "$ONE" "$TWO"; do
  for each in $PERIODS; do told state send street1 POST "/submissions/$place/${each%/*}/approve" '{}'; done
done

say '部门取回自己的表 / the departments fetch their own forms'
as mz GET "/outputs/$MZ/2026-H1/$ONE/workbook" -o "$OUT/mz-柳岸社区.xlsx"
as mz GET "/outputs/$MZ/2026-H1/$TWO/workbook" -o "$OUT/mz-书院社区.xlsx"
as wj GET "/outputs/$WJ/2026-H1/$ONE/csv" -o "$OUT/wj-柳岸社区.csv"
# The whole district: a sum that says itself that it is provisional as long as other communities have not been approved.
as wj GET "/outputs/$WJ/2026-H1/district/workbook" -o "$OUT/wj-全区.xlsx" -D - | grep -i '^onetable-'
as mz GET "/outputs/$MZ/2026-H1/$ONE/lineage?sheet=%E5%BA%95%E6%95%B0&cell=B5" | grep -o '"words":"[^"]*"'
ls "$OUT"/*.xlsx "$OUT"/*.csv
