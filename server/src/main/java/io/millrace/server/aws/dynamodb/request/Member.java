package io.millrace.server.aws.dynamodb.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// A member of a request: its type and its constraints, in the order in which DynamoDB complains about them. Immutable;
/// each method gives another one.
///
/// @param type of its value
/// @param className of a structure, as errors of DynamoDB have it: `KeySchemaElement`
/// @param members of a structure, in the order in which they are checked
/// @param element of a list, value of a map
/// @param constraints beside the type
/// @param refused members of a structure that exist at AWS and not here, with the reason
/// @param required refused in words of its own when it is missing, before anything else is checked
public record Member(
        Type type,
        String className,
        SequencedMap<String, Member> members,
        Optional<Member> element,
        List<Constraint> constraints,
        SequencedMap<String, String> refused,
        boolean required) {
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";

    /// The types of values that requests have. An `ATTRIBUTE` is an AttributeValue.
    public enum Type {
        STRING,
        BOOLEAN,
        INTEGER,
        LONG,
        BLOB,
        LIST,
        MAP,
        STRUCTURE,
        ATTRIBUTE
    }

    public Member {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        constraints = List.copyOf(constraints);
        refused = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(refused));
    }

    public static Member string() {
        return of(Type.STRING);
    }

    public static Member bool() {
        return of(Type.BOOLEAN);
    }

    public static Member integer() {
        return of(Type.INTEGER);
    }

    public static Member longInteger() {
        return of(Type.LONG);
    }

    public static Member blob() {
        return of(Type.BLOB);
    }

    /// An AttributeValue with all that is in it; what it means is not checked.
    public static Member attribute() {
        return of(Type.ATTRIBUTE);
    }

    public static Member list(Member element) {
        return new Member(
                Type.LIST, "", new LinkedHashMap<>(), Optional.of(element), List.of(), new LinkedHashMap<>(), false);
    }

    public static Member map(Member value) {
        return new Member(
                Type.MAP, "", new LinkedHashMap<>(), Optional.of(value), List.of(), new LinkedHashMap<>(), false);
    }

    public static Member structure(String className) {
        return new Member(
                Type.STRUCTURE,
                className,
                new LinkedHashMap<>(),
                Optional.empty(),
                List.of(),
                new LinkedHashMap<>(),
                false);
    }

    /// The name of a table that must be there: it is checked before all else.
    public static Member tableName() {
        Member name = string().pattern(NAME_PATTERN);
        return new Member(name.type, "", name.members, name.element, name.constraints, name.refused, true);
    }

    /// The name of an index, or of a table where it may be missing.
    public static Member name() {
        return string().pattern(NAME_PATTERN).lengthFrom(3).lengthTo(255);
    }

    private static Member of(Type type) {
        return new Member(type, "", new LinkedHashMap<>(), Optional.empty(), List.of(), new LinkedHashMap<>(), false);
    }

    /// With another member of a structure.
    public Member with(String name, Member member) {
        SequencedMap<String, Member> more = new LinkedHashMap<>(members);
        more.put(name, member);
        return new Member(type, className, more, element, constraints, refused, required);
    }

    /// With a member of a structure that is refused by name when it is there.
    public Member refuse(String name, String why) {
        SequencedMap<String, String> more = new LinkedHashMap<>(refused);
        more.put(name, why);
        return new Member(type, className, members, element, constraints, more, required);
    }

    public Member notNull() {
        return first(new Constraint.NotNull());
    }

    public Member oneOf(String... words) {
        return and(new Constraint.OneOf(List.of(words)));
    }

    public Member pattern(String pattern) {
        return and(new Constraint.Pattern(Pattern.compile(pattern)));
    }

    public Member lengthFrom(int min) {
        return and(new Constraint.LengthFrom(min));
    }

    public Member lengthTo(int max) {
        return and(new Constraint.LengthTo(max));
    }

    public Member from(long min) {
        return and(new Constraint.From(min));
    }

    public Member to(long max) {
        return and(new Constraint.To(max));
    }

    /// What the names in a map must satisfy, told as one.
    public Member keys(Constraint... all) {
        return and(new Constraint.Keys(List.of(all)));
    }

    /// What the values in a map must satisfy, told as one.
    public Member values(Constraint... all) {
        return and(new Constraint.Values(List.of(all)));
    }

    private Member first(Constraint constraint) {
        List<Constraint> all = new ArrayList<>(constraints);
        all.addFirst(constraint);
        return new Member(type, className, members, element, all, refused, required);
    }

    private Member and(Constraint constraint) {
        List<Constraint> all = new ArrayList<>(constraints);
        all.add(constraint);
        return new Member(type, className, members, element, all, refused, required);
    }
}
