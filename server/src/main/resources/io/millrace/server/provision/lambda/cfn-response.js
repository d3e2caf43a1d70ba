// Tells a stack how a custom resource's function fared; what code in a template may require.
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  return new Promise((resolve) => {
    const body = JSON.stringify({
      Status: responseStatus,
      Reason: "See the log stream " + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data: responseData,
    });
    const url = new URL(event.ResponseURL);
    const transport = require(url.protocol === "https:" ? "https" : "http");
    const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
    const request = transport.request(url, { method: "PUT", headers }, (answer) => {
      console.log("The stack answered " + answer.statusCode);
      answer.resume();
      context.done();
      resolve();
    });
    request.on("error", (problem) => {
      console.log("The stack could not be told: " + problem.message);
      context.done();
      resolve();
    });
    request.end(body);
  });
};
