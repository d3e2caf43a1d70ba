package io.millrace.server.aws.dynamodb.item;

import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import java.util.List;

/// What PutItem, UpdateItem and DeleteItem may be asked to tell.
///
/// @param metrics whether the size of the item's collection
/// @param itemOnFailure whether the item, when the condition does not hold
record WriteOptions(ReturnedValues returned, Detail capacity, boolean metrics, boolean itemOnFailure) {
    /// Words of ReturnItemCollectionMetrics.
    private enum Metrics {
        SIZE,
        NONE
    }

    /// Words of ReturnValuesOnConditionCheckFailure.
    private enum OnFailure {
        ALL_OLD,
        NONE
    }

    static WriteOptions read(Members members) {
        return new WriteOptions(
                members.word("ReturnValues", ReturnedValues.NONE, List.of(ReturnedValues.values())),
                capacity(members),
                metrics(members),
                itemOnFailure(members));
    }

    static Detail capacity(Members members) {
        return members.word("ReturnConsumedCapacity", Detail.NONE, List.of(Detail.values()));
    }

    static boolean metrics(Members members) {
        return members.word("ReturnItemCollectionMetrics", Metrics.NONE, List.of(Metrics.values())) == Metrics.SIZE;
    }

    static boolean itemOnFailure(Members members) {
        return members.word("ReturnValuesOnConditionCheckFailure", OnFailure.NONE, List.of(OnFailure.values()))
                == OnFailure.ALL_OLD;
    }

    /// Only an update has something new to give back.
    void refuseUpdated(Violations violations) {
        if (returned != ReturnedValues.NONE && returned != ReturnedValues.ALL_OLD) {
            violations.later("ReturnValues can only be ALL_OLD or NONE");
        }
    }
}
