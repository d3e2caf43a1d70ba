// Answers a custom resource's request, for code that stands in a template, with the interface of AWS's module of this
// name.
//
// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-lambda-function-code-cfnresponsemodule.html
"use strict";

const http = require("http");
const https = require("https");

exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

function put(url, body) {
  const target = new URL(url);
  const client = target.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    const request = client.request(
      target,
      { method: "PUT", headers: { "content-type": "", "content-length": Buffer.byteLength(body) } },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode));
        response.once("error", reject);
      },
    );
    request.once("error", reject);
    request.end(body);
  });
}

exports.send = async (event, context, responseStatus, responseData, physicalResourceId, noEcho, reason) => {
  const body = JSON.stringify({
    Status: responseStatus,
    Reason: reason || `See the details in CloudWatch Log Stream: ${context.logStreamName}`,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  });
  try {
    console.log("Custom resource answered:", responseStatus, "with status code", await put(event.ResponseURL, body));
  } catch (e) {
    console.log("Custom resource could not be answered:", String(e));
  }
  context.done();
};
