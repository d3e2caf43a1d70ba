package io.millrace.core.limit;

/// The bounds of tables: of DynamoDB's API, of the store, and of the Data Catalog. As in [Limit], the unit ends the
/// name,
/// and a limit that is AWS's own says so.
public enum TableLimit implements Bound {
    DYNAMODB_BODY_BYTES(16 << 20, "a request body of DynamoDB: AWS's 16 MB of BatchWriteItem"),
    DYNAMODB_TABLES(2_500, "tables of a region: AWS's default"),
    DYNAMODB_LOCAL_INDEXES(5, "local secondary indexes of a table: AWS's"),
    DYNAMODB_GLOBAL_INDEXES(20, "global secondary indexes of a table: AWS's default"),
    DYNAMODB_PROJECTED_ATTRIBUTES(100, "attributes that all indexes of a table include together: AWS's"),
    DYNAMODB_CAPACITY_UNITS(1_000_000_000_000L, "read or write capacity units of a table or index: AWS's"),
    DYNAMODB_TAGS(50, "tags of a table: AWS's"),
    DYNAMODB_POLICY_BYTES(20 << 10, "the policy of a table: AWS's 20 KB"),
    DYNAMODB_WAIT_MILLIS(2_000, "wait of a DescribeTable for a change that is under way"),
    DYNAMODB_EXPIRY_MILLIS(1_000, "pause between two looks for expired items: AWS takes up to days"),
    DYNAMODB_STOP_SECONDS(5, "time for changes of tables that are under way to end when the program does"),
    DYNAMODB_PAGE_ITEMS(100, "names of one page of ListTables: AWS's"),
    DYNAMODB_HASH_KEY_BYTES(2_048, "a hash key: AWS's"),
    DYNAMODB_RANGE_KEY_BYTES(1_024, "a range key: AWS's"),
    DYNAMODB_PAGE_BYTES(1 << 20, "items that a Query or Scan looks at, before its filter: AWS's 1 MB"),
    DYNAMODB_SCAN_SEGMENTS(1_000_000, "TotalSegments of a Scan: AWS's"),
    DYNAMODB_BATCH_KEYS(100, "keys of one BatchGetItem: AWS's"),
    DYNAMODB_BATCH_GET_BYTES(16 << 20, "items that one BatchGetItem gives; other keys are given back: AWS's 16 MB"),
    DYNAMODB_BATCH_WRITES(25, "puts and deletes of one BatchWriteItem: AWS's"),
    DYNAMODB_TRANSACTION_ACTIONS(100, "actions of one transaction: AWS's"),
    DYNAMODB_TRANSACTION_BYTES(4 << 20, "items of one transaction: AWS's 4 MB"),
    DYNAMODB_TOKEN_CHARS(36, "a ClientRequestToken: AWS's"),
    DYNAMODB_TOKEN_SECONDS(600, "time for which the token of a transaction is remembered: AWS's 10 minutes"),
    DYNAMODB_TOKEN_SWEEP_MILLIS(1_000, "pause at least between two looks for tokens whose time is over"),
    DYNAMODB_TOKENS_SWEPT(5_000, "tokens that one look deletes: more than a second brings"),
    DYNAMODB_EXPIRY_ITEMS(500, "expired items that are deleted at once; writes of others come between"),
    DYNAMODB_ITEM_BYTES(400 << 10, "an item, as ItemSize counts: AWS's 400 KB"),
    DYNAMODB_VALUE_DEPTH(32, "nesting of lists and maps in an attribute: AWS's"),
    DYNAMODB_NUMBER_DIGITS(38, "significant digits of a number: AWS's"),
    DYNAMODB_NUMBER_EXPONENT_MAX(125, "power of ten of a number's first digit: AWS's"),
    DYNAMODB_NUMBER_EXPONENT_MIN(-130, "the same of the smallest numbers: AWS's"),
    DYNAMODB_EXPRESSION_BYTES(4 << 10, "an expression: AWS's 4 KB"),
    DYNAMODB_EXPRESSION_OPERATORS(300, "operators and functions of one expression: AWS's"),
    DYNAMODB_EXPRESSION_DEPTH(64, "nesting of parentheses and functions in an expression: our stack's"),
    DYNAMODB_IN_OPERANDS(100, "operands of one IN: AWS's"),
    DYNAMODB_PLACEHOLDER_BYTES(255, "a name or value placeholder of an expression: AWS's"),
    DYNAMODB_PLACEHOLDERS_BYTES(
            2 << 20, "all names, or all values, that an expression's placeholders stand for: AWS's"),

    TABLE_QUEUE_WRITES(10_000, "writes to tables that wait for their writer; beyond it they are refused (503)"),
    TABLE_GROUP_WRITES(1_000, "writes to tables that one forcing of the disk makes durable"),
    TABLE_GROUP_BYTES(8 << 20, "the same in bytes; one write more may go over it"),
    TABLE_FREEZE_BYTES(32 << 20, "rows in memory that are moved into the tables' file together"),
    TABLE_FREEZE_MILLIS(2_000, "age at which fewer rows are moved, too"),
    TABLE_PENDING_BYTES(96 << 20, "rows in memory while others are moved; beyond it writes wait"),
    TABLE_WAIT_SECONDS(10, "longest wait of writes or reads for the tables' file; beyond it they are refused (503)"),
    TABLE_MOVE_RETRY_MILLIS(1_000, "pause before rows are moved again that the tables' file did not take"),
    TABLE_READERS(8, "reads of the tables' file at once; more wait"),
    TABLE_STRETCH_ITEMS(500, "items put into a new index, or expired ones deleted, at once between other writes"),
    TABLE_STATEMENTS(256, "statements that a connection to the tables' file keeps ready"),
    TABLE_REMOTE_CALLS(1_000, "calls of tables that another server is asked at once; beyond it they are refused (503)"),
    TABLE_REMOTE_CONNECT_SECONDS(10, "time for that server to take a connection"),
    TABLE_REMOTE_SECONDS(60, "time for that server to answer"),
    TABLE_REMOTE_ANSWER_BYTES(32 << 20, "an answer of that server: twice AWS's 16 MB of a BatchGetItem"),
    TABLE_EXPIRY_AGE_DAYS(1_826, "an item whose time came longer ago is kept: AWS's five years"),

    GLUE_DATABASES(10_000, "databases of the Data Catalog: AWS's"),
    GLUE_TABLES(200_000, "tables of all databases: AWS's of one"),
    GLUE_TABLE_VERSIONS(100_000, "former versions of all tables: AWS's of one table"),
    GLUE_PARTITIONS(100_000, "partitions of all tables: a few kilobytes of memory each"),
    GLUE_PARTITION_INDEXES(3, "partition indexes of a table: AWS's"),
    GLUE_TAGS(50, "tags of a database: AWS's"),
    GLUE_PAGE_ITEMS(100, "databases, tables or versions of a page, and items of a batch: AWS's"),
    GLUE_PAGE_PARTITIONS(1_000, "partitions of a page or a batch that reads: AWS's"),
    GLUE_PAGE_CHARS(4 << 20, "what a page of partitions shows, beside its last one"),
    GLUE_BATCH_DELETES(25, "partitions that one BatchDeletePartition deletes: AWS's"),
    GLUE_SEGMENTS(10, "segments that partitions are read in: AWS's"),
    GLUE_EXPRESSION_CHARS(2_048, "an expression that tables or partitions are chosen by: AWS's"),
    GLUE_EXPRESSION_DEPTH(100, "nesting of an expression that partitions are chosen by: our stack's"),
    GLUE_EXPRESSION_STEPS(
            20_000_000, "characters that an expression looks at in all names or values of one call, again and again"),
    GLUE_DELETES_AT_ONCE(1_000, "what is in a table or database that one append of the catalog deletes");

    private final long value;
    private final String why;

    TableLimit(long value, String why) {
        this.value = value;
        this.why = why;
    }

    @Override
    public long value() {
        return value;
    }

    @Override
    public String why() {
        return why;
    }
}
