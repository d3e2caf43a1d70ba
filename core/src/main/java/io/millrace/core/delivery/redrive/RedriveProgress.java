package io.millrace.core.delivery.redrive;

/// How far a redrive has come.
///
/// @param objects that there were at the beginning
/// @param bytes in them
/// @param objectsDone put again, or left as they are
/// @param bytesDone in those
/// @param records put again
/// @param objectsSkipped left as they are, because they are not made of error lines
public record RedriveProgress(
        long objects, long bytes, long objectsDone, long bytesDone, long records, long objectsSkipped) {
    public static final RedriveProgress NOTHING = new RedriveProgress(0, 0, 0, 0, 0, 0);

    RedriveProgress withObject(long objectBytes) {
        return new RedriveProgress(objects + 1, bytes + objectBytes, objectsDone, bytesDone, records, objectsSkipped);
    }

    RedriveProgress withRecords(long count) {
        return new RedriveProgress(objects, bytes, objectsDone, bytesDone, records + count, objectsSkipped);
    }

    RedriveProgress withDone(long objectBytes) {
        return new RedriveProgress(objects, bytes, objectsDone + 1, bytesDone + objectBytes, records, objectsSkipped);
    }

    RedriveProgress withSkipped(long objectBytes) {
        return new RedriveProgress(
                objects, bytes, objectsDone + 1, bytesDone + objectBytes, records, objectsSkipped + 1);
    }
}
