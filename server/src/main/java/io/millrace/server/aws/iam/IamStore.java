package io.millrace.server.aws.iam;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.iam.IamValues;
import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.core.resource.iam.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The catalog as IAM sees it: what is not there is `NoSuchEntity`.
record IamStore(Catalog catalog, InstantSource clock, RandomGenerator random) {
    Instant now() {
        return clock.instant();
    }

    String newId(String prefix) {
        return IamValues.newId(prefix, random);
    }

    Role role(String name) {
        return catalog.find(Role.class, Role.id(name)).orElseThrow(() -> noRole(name));
    }

    List<Role> roles() {
        return catalog.list(Role.class);
    }

    void changeRole(String name, UnaryOperator<Role> change) {
        role(name);
        catalog.update(Role.class, Role.id(name), change);
    }

    /// A policy of the account; AWS's cannot be changed.
    ManagedPolicy policy(String arn) {
        return catalog.list(ManagedPolicy.class).stream()
                .filter(policy -> policy.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> AwsPolicy.of(arn).isPresent()
                        ? new RequestException("AccessDenied", "Policy " + arn + " is AWS's: it cannot be changed")
                        : new RequestException("NoSuchEntity", "Policy " + arn + " was not found."));
    }

    void changePolicy(String arn, UnaryOperator<ManagedPolicy> change) {
        catalog.update(ManagedPolicy.class, policy(arn).id(), change);
    }

    InstanceProfile profile(String name) {
        return catalog.find(InstanceProfile.class, InstanceProfile.id(name)).orElseThrow(() -> noProfile(name));
    }

    void changeProfile(String name, UnaryOperator<InstanceProfile> change) {
        profile(name);
        catalog.update(InstanceProfile.class, InstanceProfile.id(name), change);
    }

    /// @param what `Role with name x`
    void create(Resource resource, Limit most, String what) {
        if (catalog.list(resource.getClass()).size() >= most.value()) {
            throw new RequestException("LimitExceeded", "Cannot exceed quota of " + most.value() + " for " + what);
        }
        if (catalog.find(resource.getClass(), resource.id()).isPresent()) {
            throw new RequestException("EntityAlreadyExists", what + " already exists.");
        }
        catalog.create(resource, "EntityAlreadyExists");
    }

    /// Attaching wants a policy that is there.
    void requireAttachable(String arn) {
        if (AwsPolicy.of(arn).isPresent()) {
            return;
        }
        boolean present = catalog.list(ManagedPolicy.class).stream()
                .anyMatch(policy -> policy.arn().equals(arn));
        if (!present) {
            throw new RequestException("NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        }
    }

    long attachments(String arn) {
        return roles().stream()
                .filter(role -> role.attachedPolicies().contains(arn))
                .count();
    }

    long boundaries(String arn) {
        return roles().stream()
                .filter(role -> role.settings().boundaryArn().stream().anyMatch(arn::equals))
                .count();
    }

    private static RequestException noRole(String name) {
        return new RequestException("NoSuchEntity", "The role with name " + name + " cannot be found.");
    }

    private static RequestException noProfile(String name) {
        return new RequestException("NoSuchEntity", "Instance Profile " + name + " cannot be found.");
    }
}
