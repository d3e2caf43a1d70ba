package io.millrace.core.resource.firehose;

import java.time.ZoneId;

/// How delivered objects are named: `<prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>`.
///
/// @param prefix of data
/// @param errorPrefix of error objects
/// @param zone of all times in names
/// @param extension of objects with data; empty, or with its dot
public record ObjectNaming(Prefix prefix, Prefix errorPrefix, ZoneId zone, String extension) {}
