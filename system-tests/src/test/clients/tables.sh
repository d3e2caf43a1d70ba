#!/bin/sh
# A table as a person has it at the command line.   usage: tables.sh AWS ENDPOINT NAME
set -eu
aws="$1 --endpoint-url $2 --output text dynamodb" name=$3

is() {
  [ "$1" = "$2" ] || {
    echo "expected: $2"
    echo "was:      $1"
    exit 1
  }
}

$aws create-table --table-name "$name" --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=user,AttributeType=S AttributeName=at,AttributeType=N AttributeName=page,AttributeType=S \
  --key-schema AttributeName=user,KeyType=HASH AttributeName=at,KeyType=RANGE \
  --global-secondary-indexes 'IndexName=by-page,KeySchema=[{AttributeName=page,KeyType=HASH}],Projection={ProjectionType=KEYS_ONLY}' >&2
$aws wait table-exists --table-name "$name"
is "$($aws describe-table --table-name "$name" --query 'Table.[TableStatus,BillingModeSummary.BillingMode,GlobalSecondaryIndexes[0].IndexStatus]')" \
  "ACTIVE	PAY_PER_REQUEST	ACTIVE"

$aws put-item --table-name "$name" --item '{"user":{"S":"ann"},"at":{"N":"1"},"page":{"S":"/"},"tags":{"SS":["b","a"]}}'
! $aws put-item --table-name "$name" --item '{"user":{"S":"ann"},"at":{"N":"1"}}' \
  --condition-expression 'attribute_not_exists(#u)' --expression-attribute-names '{"#u":"user"}' 2>error.txt
grep -q 'ConditionalCheckFailedException.*The conditional request failed' error.txt
is "$($aws update-item --table-name "$name" --key '{"user":{"S":"ann"},"at":{"N":"1"}}' \
  --update-expression 'SET visits = if_not_exists(visits, :zero) + :one' \
  --expression-attribute-values '{":zero":{"N":"0"},":one":{"N":"1"}}' --return-values UPDATED_NEW --query Attributes.visits.N)" 1
is "$($aws get-item --table-name "$name" --consistent-read --key '{"user":{"S":"ann"},"at":{"N":"1"}}' \
  --query 'Item.[user.S,at.N,visits.N,join(`,`, sort(tags.SS))]')" "ann	1	1	a,b"
$aws transact-write-items --transact-items "[
  {\"Put\":{\"TableName\":\"$name\",\"Item\":{\"user\":{\"S\":\"ann\"},\"at\":{\"N\":\"2\"},\"page\":{\"S\":\"/\"}}}},
  {\"Put\":{\"TableName\":\"$name\",\"Item\":{\"user\":{\"S\":\"bob\"},\"at\":{\"N\":\"1\"},\"page\":{\"S\":\"/b\"}}}}]"
is "$($aws query --table-name "$name" --key-condition-expression '#u = :u AND #at BETWEEN :a AND :b' --no-scan-index-forward \
  --expression-attribute-names '{"#u":"user","#at":"at"}' \
  --expression-attribute-values '{":u":{"S":"ann"},":a":{"N":"1"},":b":{"N":"9"}}' --query 'Items[].at.N')" "2	1"
is "$($aws query --table-name "$name" --index-name by-page --key-condition-expression 'page = :p' \
  --expression-attribute-values '{":p":{"S":"/b"}}' --query 'Items[].user.S')" bob
is "$($aws scan --table-name "$name" --page-size 1 --select COUNT --output json --query Count)" 3

is "$($aws update-time-to-live --table-name "$name" --time-to-live-specification Enabled=true,AttributeName=expires \
  --query 'TimeToLiveSpecification.[Enabled,AttributeName]')" "True	expires"
arn=arn:aws:dynamodb:us-east-1:000000000000:table/$name
$aws tag-resource --resource-arn "$arn" --tags Key=team,Value=web
is "$($aws list-tags-of-resource --resource-arn "$arn" --query 'Tags[0].[Key,Value]')" "team	web"
$aws delete-table --table-name "$name" >&2
$aws wait table-not-exists --table-name "$name"
echo ok
