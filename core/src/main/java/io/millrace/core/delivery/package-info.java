/// Delivers what delivery streams hold in the log to objects, exactly once.
///
/// One [Delivery] per stream reads records and writes them straight into open objects, which show nothing before their
/// commit: there is no buffer to lose. What makes it exactly once is the order at the end of a batch: what is about to
/// be committed is written to the checkpoint, then the objects are committed, then the position. Whatever happens
/// between is done again, the same range under the same keys with the same bytes.
///
/// Start reading at [Delivery].
package io.millrace.core.delivery;
