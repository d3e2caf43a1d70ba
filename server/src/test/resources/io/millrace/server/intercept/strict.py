"""Calls a service of AWS through the proxy, as strict about certificates as Python can be."""
import http.client
import json
import os
import ssl
import sys
from urllib.parse import urlparse

proxy = urlparse(os.environ["HTTPS_PROXY"])
context = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
context.verify_flags |= ssl.VERIFY_X509_STRICT
connection = http.client.HTTPSConnection(proxy.hostname, proxy.port, context=context)
connection.set_tunnel(sys.argv[1], 443)
connection.request("POST", "/", "{}", {
    "X-Amz-Target": "DynamoDB_20120810.PutItem", "Content-Type": "application/x-amz-json-1.0"})
answer = connection.getresponse()
print(answer.status, json.load(answer)["__type"])
