package io.millrace.server.aws.s3;

/// The one owner of everything, by the canonical user id that S3 names accounts with.
final class Owner {
    static final String ID = "0".repeat(64);

    private Owner() {}

    static void write(S3Xml xml, String element) {
        xml.element(element, owner -> owner.element("ID", ID));
    }
}
