/// Apache Parquet: writes rows as Parquet files, with parquet-java below its record layer and without Hadoop.
///
/// The only package that sees parquet-java and zstd-jni.
package io.millrace.backends.parquet;
