package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `Fn::Cidr`: the first blocks of a size that a block has.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html>
final class CidrBlocks {
    private static final int BITS_IPV4 = 32;
    private static final int BITS_IPV6 = 128;
    private static final int BITS_OF_BLOCK = 8;

    private CidrBlocks() {}

    /// @param argument `[block, count]` or `[block, count, bits of a host]`
    static List<String> of(JsonNode argument) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 3) {
            throw arguments();
        }
        String block = Functions.text(argument.get(0)).orElseThrow(CidrBlocks::arguments);
        int count = Functions.whole(argument.get(1)).orElseThrow(CidrBlocks::arguments);
        Optional<Integer> hostBits = argument.size() == 3
                ? Optional.of(Functions.whole(argument.get(2)).orElseThrow(CidrBlocks::arguments))
                : Optional.empty();
        if (count < 1 || count > Limit.TEMPLATE_CIDR_BLOCKS.value()) {
            throw Refusal.error("Fn::Cidr: the count must be 1 to " + Limit.TEMPLATE_CIDR_BLOCKS.value());
        }
        return blocks(block, count, hostBits);
    }

    private static List<String> blocks(String block, int count, Optional<Integer> hostBits) {
        int slash = block.indexOf('/');
        byte[] address = address(block, slash);
        int bits = address.length == 4 ? BITS_IPV4 : BITS_IPV6;
        int prefix = prefix(block, slash, bits);
        int size = hostBits.orElse(bits == BITS_IPV6 ? BITS_IPV6 / 2 : BITS_OF_BLOCK);
        int room = bits - prefix - size;
        if (size < 0 || room < 0 || BigInteger.valueOf(count).compareTo(BigInteger.ONE.shiftLeft(room)) > 0) {
            throw Refusal.error("Fn::Cidr: " + count + " blocks of " + size + " bits do not fit into " + block);
        }
        BigInteger network =
                new BigInteger(1, address).shiftRight(bits - prefix).shiftLeft(bits - prefix);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigInteger at = network.add(BigInteger.valueOf(i).shiftLeft(size));
            blocks.add(text(at, bits) + "/" + (bits - size));
        }
        return blocks;
    }

    private static byte[] address(String block, int slash) {
        try {
            if (slash < 1) {
                throw notBlock(block);
            }
            String text = block.substring(0, slash);
            boolean isPlain = text.indexOf(':') >= 0
                    ? text.indexOf('%') < 0
                    : text.chars().filter(c -> c == '.').count() == 3;
            if (!isPlain) {
                throw notBlock(block);
            }
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw notBlock(block);
        }
    }

    private static int prefix(String block, int slash, int bits) {
        try {
            int prefix = Integer.parseInt(block.substring(slash + 1));
            if (prefix >= 0 && prefix <= bits) {
                return prefix;
            }
        } catch (NumberFormatException e) {
            throw notBlock(block);
        }
        throw notBlock(block);
    }

    private static String text(BigInteger address, int bits) {
        return bits == BITS_IPV4 ? ipv4(address.intValue()) : ipv6(address);
    }

    private static String ipv4(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /// The longest run of zeros is left out (RFC 5952).
    private static String ipv6(BigInteger address) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = address.shiftRight(16 * (7 - i)).intValue() & 0xFFFF;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = 0;
            while (i + run < groups.length && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            boolean isFirst = text.isEmpty() || text.charAt(text.length() - 1) == ':';
            text.append(isFirst ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static RequestException arguments() {
        return Refusal.error(
                "every Fn::Cidr object requires two or three parameters, (1) a CIDR block, (2) the count of"
                        + " blocks and (3) the number of bits of each, which may be left out for IPv6");
    }

    private static RequestException notBlock(String block) {
        return Refusal.error("Fn::Cidr: " + block + " is not a valid CIDR block");
    }
}
