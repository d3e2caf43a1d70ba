package io.millrace.server.aws.protocol;

/// How a query service writes its answers and errors.
public enum QueryForm {
    /// `<ActionResponse><ActionResult>…`, as all services but EC2.
    QUERY {
        @Override
        String answer(String action, String namespace, String requestId, String result) {
            return "<" + action + "Response" + xmlns(namespace) + "><" + action + "Result>" + result + "</" + action
                    + "Result><ResponseMetadata><RequestId>" + requestId + "</RequestId></ResponseMetadata></" + action
                    + "Response>\n";
        }

        @Override
        String error(AwsError error, String namespace, String requestId) {
            return "<ErrorResponse" + xmlns(namespace) + "><Error><Type>"
                    + (error.status() < 500 ? "Sender" : "Receiver") + "</Type>" + members(error)
                    + "</Error><RequestId>" + requestId + "</RequestId></ErrorResponse>\n";
        }
    },

    /// Nothing between the answer and its members.
    ///
    /// Source: <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>
    EC2 {
        @Override
        String answer(String action, String namespace, String requestId, String result) {
            return "<" + action + "Response" + xmlns(namespace) + "><requestId>" + requestId + "</requestId>" + result
                    + "</" + action + "Response>\n";
        }

        @Override
        String error(AwsError error, String namespace, String requestId) {
            return "<Response><Errors><Error>" + members(error) + "</Error></Errors><RequestID>" + requestId
                    + "</RequestID></Response>\n";
        }
    };

    /// @param result XML
    abstract String answer(String action, String namespace, String requestId, String result);

    /// @param namespace of the service; empty when it is not known which one is meant
    abstract String error(AwsError error, String namespace, String requestId);

    private static String xmlns(String namespace) {
        return namespace.isEmpty() ? "" : " xmlns=\"" + namespace + "\"";
    }

    private static String members(AwsError error) {
        return "<Code>" + Xml.escape(error.code()) + "</Code><Message>" + Xml.escape(error.message()) + "</Message>";
    }
}
