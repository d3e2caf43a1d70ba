package io.millrace.server.provision;

import java.util.List;

/// Examples of what stands beside REST APIs.
final class GatewayPlanExamples {
    private GatewayPlanExamples() {}

    static List<TypeExample> all() {
        return List.of(apiKey(), usagePlan(), usagePlanKey(), vpcLink(), account());
    }

    private static TypeExample beside(String type, String collection, String parameters) {
        return TypeExample.of(type)
                .read((api, call) ->
                        GatewayResourceTypesTest.get(api, collection + "/" + call.physicalId() + parameters));
    }

    private static TypeExample apiKey() {
        return beside("AWS::ApiGateway::ApiKey", "/apikeys", "?includeValue=true")
                .properties("{'Name': 'k', 'Value': '0123456789012345678901234', 'Enabled': 'true', 'Description': 'd',"
                        + " 'Tags': [{'Key': 'a', 'Value': '1'}]}")
                .changed("{'Name': 'k', 'Value': '0123456789012345678901234'}")
                .shows("/name", "k", "k")
                .shows("/value", "0123456789012345678901234", "0123456789012345678901234")
                .shows("/enabled", "true", "false")
                .shows("/description", "d", "")
                .shows("/tags/a", "1", "")
                .shows("/tags/team", "shop", "shop");
    }

    private static TypeExample usagePlan() {
        return beside("AWS::ApiGateway::UsagePlan", "/usageplans", "")
                .needs("api", "AWS::ApiGateway::RestApi", GatewayResourceTypesTest.API)
                .needs("one", "AWS::ApiGateway::Deployment", "{'RestApiId': '${api}', 'StageName': 'one'}")
                .needs("two", "AWS::ApiGateway::Deployment", "{'RestApiId': '${api}', 'StageName': 'two'}")
                .properties("""
                        {'UsagePlanName': 'gold', 'Description': 'd', 'Throttle': {'RateLimit': '5', 'BurstLimit': 7},
                         'Quota': {'Limit': '100', 'Period': 'WEEK', 'Offset': 2}, 'Tags': [{'Key': 'a', 'Value': '1'}],
                         'ApiStages': [{'ApiId': '${api}', 'Stage': 'one',
                          'Throttle': {'/pets/GET': {'RateLimit': 2, 'BurstLimit': '3'}}}]}""")
                .changed("{'UsagePlanName': 'silver', 'ApiStages': [{'ApiId': '${api}', 'Stage': 'two'}]}")
                .shows("/name", "gold", "silver")
                .shows("/description", "d", "")
                .shows("/throttle/rateLimit", "5.0", "")
                .shows("/quota/offset", "2", "")
                .shows("/apiStages/0/stage", "one", "two")
                .shows("/apiStages/0/throttle/~1pets~1GET/burstLimit", "3", "")
                .shows("/apiStages/1/stage", "", "")
                .shows("/tags/a", "1", "");
    }

    private static TypeExample usagePlanKey() {
        String properties = "{'KeyId': '${key}', 'KeyType': 'API_KEY', 'UsagePlanId': '${plan}'}";
        return TypeExample.of("AWS::ApiGateway::UsagePlanKey")
                .needs("key", "AWS::ApiGateway::ApiKey", "{}")
                .needs("plan", "AWS::ApiGateway::UsagePlan", "{}")
                .properties(properties)
                .changed(properties)
                .named()
                .read((api, call) -> GatewayResourceTypesTest.get(
                        api,
                        "/usageplans/" + call.properties().path("UsagePlanId").asText() + "/keys/"
                                + call.properties().path("KeyId").asText()))
                .shows("/id", "${key}", "${key}");
    }

    private static TypeExample vpcLink() {
        String target = "'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1'";
        return beside("AWS::ApiGateway::VpcLink", "/vpclinks", "")
                .properties("{'Name': 'l', 'Description': 'd', 'TargetArns': [" + target + "]}")
                .changed("{'Name': 'm', 'TargetArns': [" + target + "]}")
                .shows("/name", "l", "m")
                .shows("/description", "d", "")
                .shows("/tags/team", "shop", "shop");
    }

    private static TypeExample account() {
        return TypeExample.of("AWS::ApiGateway::Account")
                .read((api, call) ->
                        GatewayResourceTypesTest.get(api, "/account").path("cloudwatchRoleArn"))
                .properties("{'CloudWatchRoleArn': 'arn:aws:iam::000000000000:role/r'}")
                .changed("{'CloudWatchRoleArn': 'arn:aws:iam::000000000000:role/s'}")
                .shows("", "arn:aws:iam::000000000000:role/r", "arn:aws:iam::000000000000:role/s");
    }
}
