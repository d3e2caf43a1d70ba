package io.millrace.server.aws.s3;

/// The access control list that everything has: its owner may do everything.
final class AccessControl {
    private AccessControl() {}

    static void write(S3Xml policy) {
        Owner.write(policy, "Owner");
        policy.element(
                "AccessControlList",
                list -> list.element("Grant", grant -> grant.typed(
                                "Grantee", "CanonicalUser", grantee -> grantee.element("ID", Owner.ID))
                        .element("Permission", "FULL_CONTROL")));
    }
}
