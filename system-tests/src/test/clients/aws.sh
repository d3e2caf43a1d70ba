#!/bin/sh
# A session as a person has it at the command line.   usage: aws.sh AWS ENDPOINT FOLDER NAME
set -eu
aws="$1 --endpoint-url $2" folder=$3 name=$4
# Old versions know of no interval below 60 s; what is asked of the server is not theirs to judge.
printf '[default]\nparameter_validation = false\n' >"$folder/config"
export AWS_CONFIG_FILE="$folder/config"
mkdir -p "$folder/site/deep"
printf 'hello\n' >"$folder/site/index.html"
printf 'deep\n' >"$folder/site/deep/a b.txt"

$aws sts get-caller-identity --query Account --output text
$aws s3 mb "s3://$name"
$aws s3 cp "$folder/site/index.html" "s3://$name/one.html"
$aws s3 sync "$folder/site" "s3://$name/site"
$aws s3 ls "s3://$name/" --recursive
$aws s3 cp "s3://$name/site/deep/a b.txt" "$folder/back.txt"
cmp "$folder/back.txt" "$folder/site/deep/a b.txt"
$aws s3 sync "s3://$name/site" "$folder/copy"
cmp "$folder/copy/index.html" "$folder/site/index.html"

$aws firehose create-delivery-stream --delivery-stream-name "$name" --extended-s3-destination-configuration \
  "RoleARN=arn:aws:iam::000000000000:role/r,BucketARN=arn:aws:s3:::$name,Prefix=clicks/,BufferingHints={SizeInMBs=1,IntervalInSeconds=0}"
$aws firehose describe-delivery-stream --delivery-stream-name "$name" --query DeliveryStreamDescription.DeliveryStreamStatus
$aws firehose update-destination --delivery-stream-name "$name" --current-delivery-stream-version-id 1 \
  --destination-id destinationId-000000000001 --extended-s3-destination-update 'Prefix=more/'
# Version 2 takes blobs in base64 unless told otherwise, version 1 as they are.
case $($1 --version 2>&1) in aws-cli/2*) raw='--cli-binary-format raw-in-base64-out' ;; *) raw= ;; esac
$aws $raw firehose put-record --delivery-stream-name "$name" --record '{"Data":"{\"click\":1}\n"}'
tries=0
until $aws s3 ls "s3://$name/more/" --recursive | grep -q .; do
  tries=$((tries + 1))
  [ $tries -lt 20 ]
done
$aws s3 cp "s3://$name/$($aws s3api list-objects-v2 --bucket "$name" --prefix more/ --query 'Contents[0].Key' --output text)" "$folder/click"
grep -q '^{"click":1}$' "$folder/click"
$aws firehose delete-delivery-stream --delivery-stream-name "$name"
$aws s3 rm "s3://$name" --recursive
$aws s3 rb "s3://$name"
! $aws s3 ls "s3://$name" 2>"$folder/error"
grep -q NoSuchBucket "$folder/error"
echo ok
