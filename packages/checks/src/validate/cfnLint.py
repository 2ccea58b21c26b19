"""Checks templates with cfn-lint, in one process for each core.

stdin: [{"name": "complete", "regions": ["eu-west-2"], "text": "<template>"}].
stdout: {"regions": {"eu-west-2": {"zones": 3, "known": true}}, "findings": [...]}: every region cfn-lint knows the name of, and
whether it also knows what AWS offers there.
"""

import json
import sys
from multiprocessing import Pool

from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode.decode import decode_str
from cfnlint.helpers import AVAILABILITY_ZONES, REGION_PRIMARY
from cfnlint.runner import Runner
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER


def is_known(region):
    """Where cfn-lint knows nothing of a region, it takes the whole of us-east-1 for it and finds nothing wrong."""
    types = PROVIDER_SCHEMA_MANAGER.get_resource_types
    return region == REGION_PRIMARY or set(types(region)) != set(types(REGION_PRIMARY))


def check(group):
    regions = group["regions"]
    template, matches = decode_str(group["text"])
    if not matches:
        matches = Runner(ConfigMixIn(**ManualArgs(regions=regions))).validate_template(template)
    return [
        {
            "name": group["name"],
            # What depends on the region names it.
            "regions": [name for name in regions if f"'{name}'" in match.message] or regions,
            "rule": match.rule.id,
            "level": match.rule.severity,
            "message": match.message,
            "path": "/".join(str(part) for part in getattr(match, "path", None) or []),
        }
        for match in matches
    ]


if __name__ == "__main__":
    with Pool() as pool:
        checked = pool.map(check, json.load(sys.stdin), chunksize=1)
    json.dump(
        {
            "regions": {
                region: {"zones": len(zones), "known": is_known(region)}
                for region, zones in AVAILABILITY_ZONES.items()
            },
            "findings": [finding for findings in checked for finding in findings],
        },
        sys.stdout,
    )
