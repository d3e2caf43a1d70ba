package io.millrace.core.resource.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.ResourceKinds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketSettingTest {
    @Test
    void whatIsKeptReadsBackEqual() {
        for (BucketSetting setting : new BucketSetting[] {
            new BucketSetting("clicks", "versioning", "<a>é</a>", Map.of()),
            new BucketSetting("clicks", "ownershipControls", "", Map.of("x-a", "b", "x-c", "d"))
        }) {
            assertThat(ResourceKinds.of(BucketSetting.TYPE)).isSameAs(BucketSetting.KIND);
            assertThat(BucketSetting.KIND.read(BucketSetting.KIND.write(setting)))
                    .isEqualTo(setting);
        }
    }
}
