package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.GetUsagePlanResponse;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.QuotaPeriodType;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;
import software.amazon.awssdk.services.apigateway.model.VpcLinkStatus;

/// Keys, usage plans and what else belongs to no API, as AWS's own Java client sees them.
class KeysSdkTest extends GatewaySession {
    @Override
    UsageCounts usage() {
        return (region, plan, key, from, to) -> List.of(new UsageCounts.Day(3, 7), new UsageCounts.Day(0, 10));
    }

    @Test
    void aKeyShowsItsValueToThoseWhoAsk() {
        CreateApiKeyResponse made = gateway.createApiKey(
                b -> b.name("k").enabled(true).tags(Map.of("a", "b")).customerId("c"));

        assertThat(made.value()).hasSize(40);
        assertThat(gateway.getApiKey(b -> b.apiKey(made.id())).value()).isNull();
        assertThat(gateway.getApiKey(b -> b.apiKey(made.id()).includeValue(true))
                        .value())
                .isEqualTo(made.value());
        assertThat(gateway.getApiKeys(b -> b.includeValues(true).nameQuery("k")).items())
                .extracting(ApiKey::value)
                .containsExactly(made.value());
        assertThat(gateway.getApiKeys(b -> b.customerId("other")).items()).isEmpty();
        gateway.updateApiKey(
                b -> b.apiKey(made.id()).patchOperations(replace("/enabled", "false"), replace("/description", "d")));
        assertThat(gateway.getApiKey(b -> b.apiKey(made.id())).enabled()).isFalse();
        fails(
                () -> gateway.createApiKey(b -> b.name("l").value(made.value())),
                409,
                "ConflictException",
                "API Key already exists");
        fails(() -> gateway.createApiKey(b -> b.value("short")), 400, "BadRequestException", "at least 20");
        gateway.deleteApiKey(b -> b.apiKey(made.id()));
        fails(
                () -> gateway.getApiKey(b -> b.apiKey(made.id())),
                404,
                "NotFoundException",
                "Invalid API Key identifier specified");
    }

    @Test
    void aUsagePlanIsPatchedByStage() {
        String api = deployed("s");
        String plan = gateway.createUsagePlan(b -> b.name("p")
                        .apiStages(
                                List.of(ApiStage.builder().apiId(api).stage("s").build()))
                        .throttle(t -> t.rateLimit(2.5).burstLimit(5))
                        .quota(q -> q.limit(10).period(QuotaPeriodType.DAY)))
                .id();

        gateway.updateUsagePlan(b -> b.usagePlanId(plan)
                .patchOperations(
                        patch(Op.ADD, "/apiStages/" + api + ":s/throttle//pets/GET/rateLimit", "1.5"),
                        patch(Op.ADD, "/apiStages/" + api + ":s/throttle//pets/GET/burstLimit", "2"),
                        replace("/throttle/burstLimit", "6"),
                        patch(Op.REMOVE, "/quota", null)));

        GetUsagePlanResponse got = gateway.getUsagePlan(b -> b.usagePlanId(plan));
        assertThat(got.throttle().burstLimit()).isEqualTo(6);
        assertThat(got.throttle().rateLimit()).isEqualTo(2.5);
        assertThat(got.quota()).isNull();
        assertThat(got.apiStages().getFirst().throttle().get("/pets/GET").burstLimit())
                .isEqualTo(2);
        gateway.updateUsagePlan(b -> b.usagePlanId(plan)
                .patchOperations(patch(Op.REMOVE, "/apiStages", api + ":s"), patch(Op.ADD, "/apiStages", api + ":s")));
        assertThat(gateway.getUsagePlan(b -> b.usagePlanId(plan))
                        .apiStages()
                        .getFirst()
                        .throttle())
                .isEmpty();
        fails(
                () -> gateway.updateUsagePlan(
                        b -> b.usagePlanId(plan).patchOperations(patch(Op.ADD, "/apiStages", api + ":none"))),
                404,
                "NotFoundException",
                "API Stage not found");
        fails(
                () -> gateway.createUsagePlan(
                        b -> b.name("q").quota(q -> q.limit(1).offset(7).period(QuotaPeriodType.WEEK))),
                400,
                "BadRequestException",
                "offset must be between 0 and 6");
        fails(() -> gateway.deleteUsagePlan(b -> b.usagePlanId(plan)), 400, "BadRequestException", "API stages");
        gateway.deleteRestApi(b -> b.restApiId(api));
        assertThat(gateway.getUsagePlan(b -> b.usagePlanId(plan)).apiStages()).isEmpty();
        gateway.deleteUsagePlan(b -> b.usagePlanId(plan));
        assertThat(gateway.getUsagePlans().items()).isEmpty();
    }

    @Test
    void aUsagePlanHasKeysAndTellsWhatTheyUsed() {
        String plan = gateway.createUsagePlan(b -> b.name("p")).id();
        String key = gateway.createApiKey(b -> b.name("k").enabled(true)).id();
        gateway.createUsagePlanKey(b -> b.usagePlanId(plan).keyId(key).keyType("API_KEY"));

        assertThat(gateway.getUsagePlanKeys(b -> b.usagePlanId(plan)).items())
                .extracting(UsagePlanKey::id)
                .containsExactly(key);
        assertThat(gateway.getUsagePlans(b -> b.keyId(key)).items()).hasSize(1);
        assertThat(gateway.getUsage(
                                b -> b.usagePlanId(plan).startDate("2026-11-20").endDate("2026-11-21"))
                        .items())
                .isEqualTo(Map.of(key, List.of(List.of(3L, 7L), List.of(0L, 10L))));
        fails(
                () -> gateway.getUsage(
                        b -> b.usagePlanId(plan).startDate("2026-11-20").endDate("yesterday")),
                400,
                "BadRequestException",
                "Invalid endDate");
        fails(
                () -> gateway.createUsagePlanKey(
                        b -> b.usagePlanId(plan).keyId(key).keyType("API_KEY")),
                409,
                "ConflictException",
                "already exists");
        gateway.deleteApiKey(b -> b.apiKey(key));
        assertThat(gateway.getUsagePlanKeys(b -> b.usagePlanId(plan)).items()).isEmpty();
    }

    @Test
    void whatHasAnArnHasTags() {
        String api = deployed("s");
        String key = gateway.createApiKey(b -> b.name("k")).id();
        String plan = gateway.createUsagePlan(b -> b.name("p")).id();
        String link =
                gateway.createVpcLink(b -> b.name("l").targetArns("arn:aws:a")).id();

        for (String path : List.of(
                "/restapis/" + api,
                "/restapis/" + api + "/stages/s",
                "/apikeys/" + key,
                "/usageplans/" + plan,
                "/vpclinks/" + link)) {
            String arn = "arn:aws:apigateway:us-east-1::" + path;
            gateway.tagResource(b -> b.resourceArn(arn).tags(Map.of("a", "b", "c", "d")));
            gateway.untagResource(b -> b.resourceArn(arn).tagKeys("a"));
            assertThat(gateway.getTags(b -> b.resourceArn(arn)).tags()).containsExactly(Map.entry("c", "d"));
        }
        assertThat(gateway.getRestApi(b -> b.restApiId(api)).tags()).containsExactly(Map.entry("c", "d"));
        fails(
                () -> gateway.getTags(b -> b.resourceArn("arn:aws:apigateway:us-east-1::/restapis/none")),
                404,
                "NotFoundException",
                "Invalid resource identifier");
        fails(() -> gateway.getTags(b -> b.resourceArn("arn:aws:s3:::b")), 400, "BadRequestException", "Invalid ARN");
    }

    @Test
    void linksAreAvailableAtOnceAndTheAccountIsPatched() {
        String link =
                gateway.createVpcLink(b -> b.name("l").targetArns("arn:aws:a")).id();
        assertThat(gateway.getVpcLink(b -> b.vpcLinkId(link)).status()).isEqualTo(VpcLinkStatus.AVAILABLE);
        gateway.updateVpcLink(b -> b.vpcLinkId(link).patchOperations(replace("/name", "m")));
        assertThat(gateway.getVpcLinks().items()).extracting("name").containsExactly("m");
        gateway.deleteVpcLink(b -> b.vpcLinkId(link));

        assertThat(gateway.getAccount().throttleSettings().burstLimit()).isEqualTo(5_000);
        gateway.updateAccount(b -> b.patchOperations(replace("/cloudwatchRoleArn", "arn:aws:iam::0:role/r")));
        assertThat(gateway.getAccount().cloudwatchRoleArn()).isEqualTo("arn:aws:iam::0:role/r");
    }
}
