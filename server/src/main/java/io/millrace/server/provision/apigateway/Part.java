package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.provision.call.TypeDescription;
import java.util.List;
import java.util.Optional;

/// What there is to say of a type that API Gateway makes, changes and deletes by the same three calls as the others of
/// its
/// kind.
///
/// @param description its name, properties and attributes
/// @param collection where it is made: `/vpclinks`, or below its API
/// @param inApi whether it is below an API
/// @param idChars how long an id is; 0 where its name is its id
/// @param input what a new one is told: `Name` as `name`, `Name:other` as `other`
/// @param patched what a patch may change, under API Gateway's names
/// @param items a list that a patch may change, one value at a time
/// @param defaults what a patch cannot remove, as it is when nothing is said
/// @param tagged whether it has tags
record Part(
        TypeDescription description,
        String collection,
        boolean inApi,
        int idChars,
        List<String> input,
        List<String> patched,
        Optional<String> items,
        ObjectNode defaults,
        boolean tagged) {}
