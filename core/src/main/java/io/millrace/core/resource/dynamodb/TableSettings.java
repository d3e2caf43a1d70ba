package io.millrace.core.resource.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// What is set on a table beside its keys and indexes.
///
/// @param billing kept only
/// @param deletionProtected whether DeleteTable is refused
/// @param expiry attribute that says when an item expires, in seconds since 1970; empty where time to live is disabled
/// @param tags kept only
/// @param kept what has no effect here
public record TableSettings(
        Billing billing, boolean deletionProtected, Optional<String> expiry, TableTags tags, Kept kept) {
    /// What is kept and given back, without effect.
    ///
    /// @param tableClass `STANDARD`, `STANDARD_INFREQUENT_ACCESS`; empty when it was never given
    /// @param encryption SSEDescription as AWS gives it back; not to be changed
    /// @param recovery point in time recovery, where it is enabled
    /// @param warmThroughput as it was given; not to be changed
    /// @param policy the policy of the table
    public record Kept(
            Optional<String> tableClass,
            Optional<ObjectNode> encryption,
            Optional<Recovery> recovery,
            Optional<ObjectNode> warmThroughput,
            Optional<Policy> policy) {
        public static final Kept NOTHING =
                new Kept(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Kept withTableClass(String changed) {
            return new Kept(Optional.of(changed), encryption, recovery, warmThroughput, policy);
        }

        public Kept withEncryption(Optional<ObjectNode> changed) {
            return new Kept(tableClass, changed, recovery, warmThroughput, policy);
        }

        public Kept withRecovery(Optional<Recovery> changed) {
            return new Kept(tableClass, encryption, changed, warmThroughput, policy);
        }

        public Kept withWarmThroughput(ObjectNode changed) {
            return new Kept(tableClass, encryption, recovery, Optional.of(changed), policy);
        }

        public Kept withPolicy(Optional<Policy> changed) {
            return new Kept(tableClass, encryption, recovery, warmThroughput, changed);
        }
    }

    /// Point in time recovery.
    ///
    /// @param since when it was enabled
    /// @param days how far back one could go: 1 to 35
    public record Recovery(Instant since, int days) {}

    /// A resource-based policy.
    ///
    /// @param revision changes with every change
    /// @param text JSON
    public record Policy(String revision, String text) {}

    public static TableSettings of(Billing billing) {
        return new TableSettings(billing, false, Optional.empty(), TableTags.NONE, Kept.NOTHING);
    }

    public TableSettings withBilling(Billing changed) {
        return new TableSettings(changed, deletionProtected, expiry, tags, kept);
    }

    public TableSettings withDeletionProtected(boolean changed) {
        return new TableSettings(billing, changed, expiry, tags, kept);
    }

    public TableSettings withExpiry(Optional<String> changed) {
        return new TableSettings(billing, deletionProtected, changed, tags, kept);
    }

    public TableSettings withTags(TableTags changed) {
        return new TableSettings(billing, deletionProtected, expiry, changed, kept);
    }

    public TableSettings withKept(Kept changed) {
        return new TableSettings(billing, deletionProtected, expiry, tags, changed);
    }
}
