package io.millrace.server.aws.iam;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tools ask of the account itself. There are no users: whoever calls is the account's root.
final class AccountOperations {
    private final IamStore store;

    AccountOperations(IamStore store) {
        this.store = store;
    }

    String getUser(QueryCall call) {
        IamInput input = IamInput.of(call);
        Optional<String> name = input.text("UserName");
        input.refuseUnknown();
        name.ifPresent(user -> {
            throw new RequestException("NoSuchEntity", "The user with name " + user + " cannot be found.");
        });
        String user = new QueryXml()
                .text("UserId", Arn.ACCOUNT)
                .text("Arn", Arn.of("iam", "", "root"))
                .text("CreateDate", IamXml.time(Instant.EPOCH))
                .toString();
        return new QueryXml().xml("User", user).toString();
    }

    String aliases(QueryCall call) {
        IamInput input = IamInput.of(call);
        IamPage page = input.page();
        input.refuseUnknown();
        return page.xml("AccountAliases", List.<String>of(), alias -> alias, alias -> alias);
    }

    String summary(QueryCall call) {
        IamInput.of(call).refuseUnknown();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("Users", 0L);
        figures.put("Groups", 0L);
        figures.put("Roles", (long) store.roles().size());
        figures.put("RolesQuota", Limit.IAM_ROLES.value());
        figures.put("Policies", (long) store.catalog().list(ManagedPolicy.class).size());
        figures.put("PoliciesQuota", Limit.IAM_POLICIES.value());
        figures.put("InstanceProfiles", (long)
                store.catalog().list(InstanceProfile.class).size());
        figures.put("InstanceProfilesQuota", Limit.IAM_INSTANCE_PROFILES.value());
        return new QueryXml()
                .list("SummaryMap", "entry", List.copyOf(figures.entrySet()), figure -> new QueryXml()
                        .text("key", figure.getKey())
                        .number("value", figure.getValue())
                        .toString())
                .toString();
    }
}
