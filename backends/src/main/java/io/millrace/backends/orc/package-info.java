/// Apache ORC: writes rows as ORC files, without any library. Files are of version 0.12 and have neither indexes nor
/// dictionaries, which readers do without.
///
/// Source: <https://orc.apache.org/specification/ORCv1/>
package io.millrace.backends.orc;
