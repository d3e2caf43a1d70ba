package io.millrace.core.limit;

/// Every bound on a queue, batch, body, cache or retry, in one place; `millrace limits` prints them.
/// The unit ends the name. A limit that is AWS's own says so in [#why()].
public enum Limit {
    FIREHOSE_RECORD_BYTES(1_024_000, "a record before base64: AWS's 1,000 KiB"),
    FIREHOSE_BATCH_RECORDS(500, "records of one PutRecordBatch: AWS's"),
    FIREHOSE_BATCH_BYTES(4 << 20, "all records of one PutRecordBatch before base64: AWS's 4 MiB"),
    FIREHOSE_STREAMS(5_000, "delivery streams of a region: AWS's 5,000 (the quota of its largest regions)"),
    FIREHOSE_TAGS(50, "tags of a delivery stream: AWS's"),
    FIREHOSE_DEAGGREGATED_RECORDS(500, "records that one record may be de-aggregated into: AWS's"),
    FIREHOSE_ACTIVE_PARTITIONS(
            500, "partitions that one batch of a dynamically partitioned stream writes at once: AWS's"),
    FIREHOSE_PREFIX_CHARS(1_024, "a Prefix or ErrorOutputPrefix as written: AWS's"),
    FIREHOSE_EVALUATED_PREFIX_CHARS(512, "a prefix after its expressions were evaluated: AWS's"),
    FIREHOSE_EVALUATED_PREFIX_BYTES(764, "the same in UTF-8: a key of 1,024 bytes less the longest object name"),
    FIREHOSE_BUFFER_MIB_MIN(1, "BufferingHints.SizeInMBs: AWS's"),
    FIREHOSE_BUFFER_MIB_MAX(128, "BufferingHints.SizeInMBs: AWS's"),
    FIREHOSE_BUFFER_MIB_DEFAULT(5, "BufferingHints.SizeInMBs when none are given: AWS's"),
    FIREHOSE_BUFFER_SECONDS_MAX(900, "BufferingHints.IntervalInSeconds: AWS's; the least is 0"),
    FIREHOSE_BUFFER_SECONDS_DEFAULT(300, "BufferingHints.IntervalInSeconds when none are given: AWS's"),
    FIREHOSE_PARTITIONED_BUFFER_MIB_MIN(64, "BufferingHints.SizeInMBs with dynamic partitioning: AWS's"),
    FIREHOSE_PARTITIONED_BUFFER_SECONDS_MIN(60, "BufferingHints.IntervalInSeconds with dynamic partitioning: AWS's"),
    FIREHOSE_PARTITION_RETRY_SECONDS(7_200, "DynamicPartitioningConfiguration.RetryOptions: AWS's"),
    FIREHOSE_PARAMETER_CHARS(5_120, "a parameter of a processor, such as a jq query: AWS's"),
    FIREHOSE_DESTINATION_BYTES(48 << 10, "a destination's configuration: an open batch in the log keeps a copy"),
    FIREHOSE_FUNCTION_RETRIES(3, "calls of a function after one that failed, unless told otherwise: AWS's"),
    FIREHOSE_FUNCTION_RETRIES_MAX(300, "NumberOfRetries at most: the console's"),
    FIREHOSE_FUNCTION_RETRY_MILLIS(500, "pause before a function is called again; it doubles with each failure"),
    FIREHOSE_FUNCTION_RETRY_MILLIS_MAX(30_000, "the longest of these pauses"),
    FIREHOSE_FUNCTION_SECONDS(300, "one call of a function that transforms records: AWS's 5 minutes"),
    FIREHOSE_FUNCTION_BUFFER_BYTES(1 << 20, "records of one call unless told otherwise: AWS's 1 MB"),
    FIREHOSE_FUNCTION_BUFFER_BYTES_MIN(209_715, "BufferSizeInMBs of a function: AWS's 0.2"),
    FIREHOSE_FUNCTION_BUFFER_BYTES_MAX(3 << 20, "BufferSizeInMBs of a function: AWS's 3"),
    FIREHOSE_FUNCTION_BUFFER_SECONDS(60, "age of a function's batch unless told otherwise: AWS's"),
    FIREHOSE_FUNCTION_RECORDS(10_000, "records of one call: with tiny ones, base64 and ids outgrow the data"),
    REDRIVE_APPEND_BYTES(4 << 20, "records of an error object that are put again at once"),
    REDRIVE_LINE_BYTES(4 << 20, "a line of an error object: the largest record in base64 with what is said of it fits"),
    JQ_RESULTS(2, "results that a jq query may give for one record before it is given up: one is right"),
    JQ_JSON_DEPTH(1_000, "nesting of JSON that a jq query is given: jq's own is 10,000, our stack's less"),

    API_BODY_BYTES(10 << 20, "a request body of an AWS API other than S3: AWS's 10 MB of API Gateway and Kinesis"),
    JSON_DEPTH(64, "nesting of JSON in a request"),
    HTTP_HEADER_BYTES(32 << 10, "all headers of a request"),
    HTTP_LINE_BYTES(16 << 10, "the request line: a presigned URL with a key of 1,024 escaped bytes fits"),
    HTTP_IDLE_SECONDS(65, "silence on a connection before it is closed: longer than the SDKs' pools keep one"),
    HTTP_BODY_SECONDS(60, "time for a whole API body to arrive"),
    HTTP_BODIES_BYTES(256 << 20, "API bodies that wait in memory at once, over all connections; beyond it 503"),
    HTTP_SHUTDOWN_SECONDS(10, "time for requests in hand to end after SIGTERM"),
    HTTP_STREAM_CHUNKS(16, "chunks of a streamed body that wait for their reader before the socket is paused"),

    AUTH_CLOCK_SKEW_SECONDS(900, "difference between a signature's time and ours: AWS's 15 minutes"),
    AUTH_PRESIGNED_SECONDS(604_800, "validity of a presigned URL: AWS's week"),
    AUTH_SIGNING_KEYS(1_024, "derived signing keys kept: one per access key, day, region and service"),
    AUTH_CREDENTIALS_BYTES(1 << 20, "the credentials file"),

    S3_OBJECT_BYTES(5L << 40, "an object: AWS's 5 TiB"),
    S3_KEY_BYTES(1_024, "an object key in UTF-8: AWS's"),
    S3_USER_METADATA_BYTES(2_048, "user-defined metadata of an object: AWS's 2 KB"),
    S3_LIST_KEYS(1_000, "keys of one page of a listing: AWS's"),
    S3_DELETE_KEYS(1_000, "keys of one DeleteObjects: AWS's"),
    S3_PARTS(10_000, "parts of a multipart upload: AWS's"),
    S3_PART_BYTES_MIN(5 << 20, "a part other than the last: AWS's 5 MiB"),
    S3_PUT_BYTES(5L << 30, "one PutObject or part: AWS's 5 GiB"),
    S3_XML_BYTES(8 << 20, "an XML request body: completing 10,000 parts with their checksums fits"),
    S3_XML_DEPTH(16, "nesting of an XML request body: S3's own have five levels"),
    S3_LIST_BUCKETS(10_000, "buckets of one page of ListBuckets: AWS's"),
    S3_CHUNK_LINE_BYTES(1_024, "a line of aws-chunked framing: a size with its signature, or a trailing checksum"),
    S3_TRAILER_LINES(16, "trailing headers of an aws-chunked body"),

    FUNCTION_PAYLOAD_BYTES(6 << 20, "a function's synchronous request or answer: AWS's 6 MB"),
    FUNCTION_EVENT_BYTES(1 << 20, "the payload of an Event invocation: AWS's 1 MB"),
    FUNCTION_EVENT_RETRIES(2, "times that an event is run again after errors of its function: AWS's default and most"),
    FUNCTION_EVENT_RETRY_SECONDS(60, "pause before the first of them, twice that before the second: AWS's"),
    FUNCTION_EVENT_AGE_SECONDS_MIN(60, "MaximumEventAgeInSeconds: AWS's"),
    FUNCTION_EVENT_AGE_SECONDS(21_600, "age at which an event is given up: AWS's default and most, 6 hours"),
    FUNCTION_EVENT_RUNS(16, "events of one function that run, or are told to their destination, at once"),
    FUNCTION_EVENTS_OUTSTANDING(1_000, "events of one function that were begun and are not finished; the rest waits"),
    FUNCTION_EVENT_RECORD_BYTES(64 << 20, "records of one function's events that wait in memory for their destination"),
    FUNCTION_EVENT_CHECKPOINT_MILLIS(1_000, "finished events are kept at least so often; a crash runs them again"),
    FUNCTION_EVENT_STOP_SECONDS(5, "time for events that run to end when the program does"),
    FUNCTION_CODE_BYTES(250 << 20, "a function's code, unpacked: AWS's 250 MB"),
    FUNCTION_ZIP_BYTES(50 << 20, "a zip that is sent inside CreateFunction or UpdateFunctionCode: AWS's 50 MB"),
    FUNCTION_ENVIRONMENT_BYTES(4 << 10, "all variables of a function: AWS's 4 KB"),
    FUNCTION_TIMEOUT_SECONDS(900, "a function's Timeout: AWS's"),
    FUNCTION_MEMORY_MEGABYTES_MIN(128, "a function's MemorySize: AWS's"),
    FUNCTION_MEMORY_MEGABYTES_MAX(10_240, "a function's MemorySize: AWS's"),
    FUNCTION_CODE_TOTAL_BYTES(75L << 30, "the zips of all functions and versions of a region: AWS's 75 GB"),
    FUNCTION_REQUEST_BYTES(70_167_211, "CreateFunction or UpdateFunctionCode with its zip in base64: AWS's"),
    FUNCTION_CONCURRENCY(1_000, "calls that all functions of a region may be promised at once: AWS's default"),
    FUNCTION_CONCURRENCY_UNRESERVED_MIN(100, "calls that reservations must leave to the others: AWS's"),
    FUNCTION_LIST_ITEMS(50, "functions, versions or aliases of one page: AWS's"),
    FUNCTION_TAGS(50, "tags of a function: AWS's"),
    FUNCTION_POLICY_BYTES(20 << 10, "the policy of a function, version or alias: AWS's 20 KB"),
    FUNCTION_CLIENT_CONTEXT_BYTES(3_583, "the client context of an invocation: AWS's"),
    FUNCTION_CODE_LINK_SECONDS(600, "validity of the address at which GetFunction shows the code: AWS's 10 minutes"),
    FUNCTION_LOG_TAIL_BYTES(4 << 10, "the end of a call's log in X-Amz-Log-Result: AWS's 4 KB"),
    FUNCTION_LOG_LINE_BYTES(256 << 10, "a line of a function's output; a longer one is cut into several: AWS's event"),
    FUNCTION_CODE_ENTRIES(50_000, "files and folders in a function's zip"),
    FUNCTION_PROCESSES(64, "function processes at once, over all functions; beyond it calls wait"),
    FUNCTION_PROCESSES_OF_ONE(10, "processes of a function that has no reserved concurrency; beyond it calls wait"),
    FUNCTION_WAITING_CALLS(1_000, "calls that wait for a process; beyond it TooManyRequestsException"),
    FUNCTION_WAIT_SECONDS(60, "longest wait of a call for a process, before TooManyRequestsException"),
    FUNCTION_IDLE_SECONDS(300, "time without a call after which a function process is ended"),
    FUNCTION_INIT_SECONDS(10, "time for a function to load, before it is tried once more in the call's: AWS's"),
    FUNCTION_STOP_MILLIS(500, "time for a function process to end when asked, before it is killed"),
    FUNCTION_LOG_PENDING_BYTES(
            4 << 20, "output of a function process on its way to the log; beyond it its prints block"),

    FUNCTION_CERTIFICATES(1_000, "certificates kept for the names of AWS that functions have called"),
    FUNCTION_PROXY_CONNECTIONS(1_024, "connections of functions that go through the proxy at once; beyond it 503"),
    FUNCTION_PROXY_REQUEST_SECONDS(10, "time for a request to the proxy to arrive"),
    FUNCTION_PROXY_CONNECT_SECONDS(10, "time for the proxy to connect to another host"),
    FUNCTION_PROXY_IDLE_SECONDS(900, "silence on a connection through the proxy: the longest Timeout of a function"),

    LOGS_APPEND_BYTES(1 << 20, "log events of one PutLogEvents, or of one append of a function's output: AWS's 1 MB"),
    LOGS_GROUP_BYTES(256 << 20, "what a log group takes on disk; beyond it the oldest events are dropped"),
    LOGS_GROUPS(10_000, "log groups of a region"),
    LOGS_GROUP_STREAMS(10_000, "log streams of a group; beyond it the one that was quiet longest is forgotten"),
    LOGS_GROUP_TAGS(50, "tags of a log group: AWS's"),
    LOGS_CHECK_BYTES(4 << 20, "bytes that a log group takes between two looks at what it takes on disk"),
    LOGS_CHUNK_BYTES(1 << 20, "bytes of a log group between two entries of its index of times"),
    LOGS_PENDING_BYTES(4 << 20, "output that waits while its log group is made; beyond it output is lost"),
    LOGS_PUT_EVENTS(10_000, "events of one PutLogEvents: AWS's"),
    LOGS_EVENT_OVERHEAD_BYTES(26, "what each event counts beside its message: AWS's"),
    LOGS_PUT_SPAN_SECONDS(86_400, "between the first and the last event of one PutLogEvents: AWS's 24 hours"),
    LOGS_EVENT_AGE_SECONDS(14 * 86_400, "age of an event that PutLogEvents takes: AWS's 14 days"),
    LOGS_EVENT_AHEAD_SECONDS(2 * 3_600, "how far ahead of time an event may be: AWS's 2 hours"),
    LOGS_PAGE_EVENTS(10_000, "events of one page of GetLogEvents or FilterLogEvents: AWS's"),
    LOGS_PAGE_BYTES(1 << 20, "the same in bytes: AWS's 1 MB"),
    LOGS_PAGE_ITEMS(50, "log groups or log streams of one page: AWS's"),
    LOGS_FILTER_CHARS(1_024, "a filter pattern: AWS's"),
    LOGS_FILTER_STREAMS(100, "logStreamNames of one FilterLogEvents: AWS's"),
    LOGS_SWEEP_SECONDS(600, "pause between two looks for log events past their retention"),

    LOG_QUEUE_BYTES(64 << 20, "record bytes that wait for the log's writer; beyond it appends are refused (503)"),
    LOG_GROUP_BYTES(8 << 20, "bytes that one group commit writes before it syncs"),
    LOG_SEGMENT_BYTES(64 << 20, "a segment file of a stream; the next one is begun beyond it"),
    LOG_SEGMENT_BYTES_MIN(4 << 10, "the smallest segment file that can be asked for"),
    LOG_SEGMENT_BYTES_MAX(1 << 30, "the largest segment file that can be asked for"),
    LOG_INDEX_STEP_BYTES(64 << 10, "bytes of a segment between two entries of its index"),
    LOG_INDEX_INTERVAL_BYTES(
            8 << 20, "bytes after which a segment's index is written: at most so many are scanned at open"),
    LOG_GROUP_STREAMS(64, "streams that one group commit writes and syncs"),
    LOG_WRITE_BUFFER_BYTES(1 << 20, "bytes that the log's writer hands to the system at once"),
    LOG_READ_BUFFER_BYTES(256 << 10, "bytes that a poll reads from a segment at once"),
    LOG_READ_BUFFERS(16, "read buffers that are kept for the next poll"),
    LOG_RETENTION_SWEEP_SECONDS(30, "pause between two looks for records to drop"),
    LOG_APPEND_BYTES(8 << 20, "one append"),
    LOG_OPEN_FILES(256, "segment files that the log keeps open for writing and reading"),
    LOG_OPEN_BATCH_BYTES(64 << 10, "the open batch that a consumer keeps in its checkpoint"),
    LOG_RETENTION_SECONDS(24 * 3600, "age at which read records are dropped unless told otherwise: AWS's 24 hours"),

    DELIVERY_POLL_RECORDS(10_000, "records that a delivery takes from the log at once"),
    DELIVERY_GATHER_MILLIS(50, "rest of a delivery that has read all there is, before it looks for more"),
    DELIVERY_POLL_BYTES(4 << 20, "bytes that a delivery takes from the log at once"),
    DELIVERY_WAIT_MILLIS(1_000, "longest wait for records with a batch open: a change of its stream is seen by then"),
    DELIVERY_IDLE_MILLIS(30_000, "longest wait for records without one"),
    DELIVERY_STOP_SECONDS(10, "time for a delivery to end what it is at when it is stopped"),
    OBJECT_BUFFER_BYTES(64 << 10, "bytes of an object under way that wait in memory"),
    CATALOG_RESOURCE_BYTES(1 << 20, "a resource as kept in the catalog"),

    TAIL_FOLLOWERS(16, "those who follow streams live at once; beyond it 503"),
    TAIL_POLL_RECORDS(500, "records that one follower is given at once"),
    TAIL_POLL_BYTES(1 << 20, "bytes that one follower is given at once"),

    GATEWAY_TEMPLATE_CHARS(300 << 10, "a mapping template as written"),
    GATEWAY_TEMPLATE_OUTPUT_CHARS(10 << 20, "what a mapping template writes: AWS's payload of 10 MB"),
    GATEWAY_TEMPLATE_TEXT_CHARS(64 << 20, "all texts that one rendering makes on the way: six times its output"),
    GATEWAY_TEMPLATE_STEPS(5_000_000, "statements, expressions and elements of one rendering: well under a second"),
    GATEWAY_TEMPLATE_LOOPS(1_000, "iterations of one #foreach: AWS's"),
    GATEWAY_TEMPLATE_DEPTH(100, "nesting of directives and expressions in a mapping template: our stack's"),
    GATEWAY_TEMPLATE_RUN_DEPTH(200, "the same while it runs, through its macros: our stack's"),
    GATEWAY_TEMPLATE_MACROS(20, "macros that call each other: Velocity's"),
    GATEWAY_TEMPLATE_DIGITS(64, "digits of a number that a template calculates with"),
    GATEWAY_TEMPLATE_REGEX_CHARS(1_024, "a regular expression in a template"),
    GATEWAY_TEMPLATE_ELEMENTS(100_000, "elements of one list or map that a template makes"),
    GATEWAY_JSON_DEPTH(200, "nesting of JSON that templates, mappings and models look into: our stack's"),
    GATEWAY_JSON_EXPONENT(1_000, "power of ten of a number in that JSON: calculating with larger ones takes for ever"),
    GATEWAY_MODEL_REGEX_STEPS(
            1_000_000, "characters that one pattern of a model looks at in one text, again and again"),
    GATEWAY_MODEL_STEPS(250_000, "looks at values of one body that is checked, beside one for each of its characters"),
    GATEWAY_MODEL_MISMATCHES(10, "what does not fit of a body that is told of it"),
    GATEWAY_JSON_PATH_CHARS(1_024, "a JSONPath expression"),
    GATEWAY_JSON_PATHS(1_024, "compiled JSONPath expressions kept: those that templates make as they run"),
    GATEWAY_JSON_PATH_RESULTS(100_000, "values that one JSONPath expression finds"),

    RETRY_PAUSE_MIN_MILLIS(100, "first pause before a retry; it doubles with each failure"),
    RETRY_PAUSE_MAX_MILLIS(30_000, "longest pause before a retry");

    private final long value;
    private final String why;

    Limit(long value, String why) {
        this.value = value;
        this.why = why;
    }

    public long value() {
        return value;
    }

    /// The value where an int is asked for; every limit used so fits.
    public int intValue() {
        return Math.toIntExact(value);
    }

    /// What is bounded, and where the number comes from.
    public String why() {
        return why;
    }
}
