#!/bin/sh
# REST APIs at the command line: one from a document, one piece by piece, both called by curl.
# usage: gateway.sh AWS ENDPOINT DOCUMENT STREAM
set -eu
aws="$1 --endpoint-url $2 apigateway" url=$2 document=$3 stream=$4
port=${url##*:}

api=$($aws import-rest-api --body "fileb://$document" --query id --output text)
$aws create-deployment --rest-api-id "$api" --stage-name dev --variables "stream=$stream" >/dev/null
said=$(curl -sS -X PUT -H 'Content-Type: application/json' -d '{"click":"imported"}' "$url/restapis/$api/dev/_user_request_/clicks")
[ "$said" = '{"status":"OK"}' ]
curl -sSf -o /dev/null -X PUT -H 'Content-Type: application/json' -d '{"click":"by name"}' "$url/_api/clicks/dev/clicks"
curl -sSf -o /dev/null -X PUT -H 'Content-Type: application/json' -d '{"click":"by host"}' \
  --resolve "$api.execute-api.localhost:$port:127.0.0.1" "http://$api.execute-api.localhost:$port/dev/clicks"
$aws get-export --rest-api-id "$api" --stage-name dev --export-type swagger "$document.export" >/dev/null
rm "$document.export"

api=$($aws create-rest-api --name pieces --query id --output text)
root=$($aws get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
clicks=$($aws create-resource --rest-api-id "$api" --parent-id "$root" --path-part clicks --query id --output text)
at="--rest-api-id $api --resource-id $clicks --http-method PUT"
$aws put-method $at --authorization-type NONE >/dev/null
$aws put-method-response $at --status-code 200 >/dev/null
$aws put-integration $at --type AWS --integration-http-method POST \
  --uri arn:aws:apigateway:us-east-1:firehose:action/PutRecord --credentials arn:aws:iam::000000000000:role/r \
  --request-parameters "{\"integration.request.header.Content-Type\":\"'application/x-amz-json-1.1'\"}" \
  --request-templates "{\"application/json\":\"{\\\"DeliveryStreamName\\\":\\\"$stream\\\",\\\"Record\\\":{\\\"Data\\\":\\\"\$util.base64Encode(\$input.body)\\\"}}\"}" >/dev/null
$aws put-integration-response $at --status-code 200 --selection-pattern '' \
  --response-templates '{"application/json":"{\"status\":\"made\"}"}' >/dev/null
$aws create-deployment --rest-api-id "$api" --stage-name dev >/dev/null
said=$(curl -sS -X PUT -H 'Content-Type: application/json' -d '{"click":"in pieces"}' "$url/_api/$api/dev/clicks")
[ "$said" = '{"status":"made"}' ]
said=$(curl -sS -X PUT "$url/_api/$api/dev/nowhere")
[ "$said" = '{"message":"Missing Authentication Token"}' ]
$aws delete-rest-api --rest-api-id "$api"
echo ok
