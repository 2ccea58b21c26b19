"""What the moto judge does beside the engine, through moto's own API (AWS_ENDPOINT_URL).

argv: region and what to do. stdin: JSON; stdout: JSON.

secrets  makes secrets of the given names, with values made up here
types    which of the given resource types moto's CloudFormation does not make
logs     lets API Gateway write logs, as is done once in an account with REST APIs
routes   takes route tables away, which moto's CloudFormation makes and never deletes
limits   what moto answers for a stack of the given name where AWS answers otherwise
"""

import json
import sys
from secrets import token_urlsafe

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

region, action = sys.argv[1:]
given = json.load(sys.stdin)


def client(service):
    return boto3.client(
        service,
        region_name=region,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}),
    )


def make_secrets():
    for name in given:
        value = json.dumps({"username": token_urlsafe(), "password": token_urlsafe()})
        client("secretsmanager").create_secret(Name=name, SecretString=value)


def let_api_gateway_log():
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": "arn:aws:iam::123456789012:role/logs"}
    client("apigateway").update_account(patchOperations=[role])


def unknown_types():
    from moto.cloudformation.parsing import get_model_map

    return sorted(set(given) - set(get_model_map()))


def take_route_tables_away():
    ec2 = client("ec2")
    for table in ec2.describe_route_tables()["RouteTables"]:
        if any(each.get("Main") for each in table["Associations"]):
            continue
        for each in table["Associations"]:
            ec2.disassociate_route_table(AssociationId=each["RouteTableAssociationId"])
        ec2.delete_route_table(RouteTableId=table["RouteTableId"])


def refused(call, **parameters):
    """Whether moto gives no answer of AWS's: it breaks, or does not know the operation."""
    try:
        call(**parameters)
        return False
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
    except ResponseParserError:
        return True


def limits():
    cloudformation = client("cloudformation")
    rds = client("rds")
    elasticache = client("elasticache")
    stack = cloudformation.describe_stacks(StackName=given)["Stacks"][0]
    events = cloudformation.describe_stack_events(StackName=given)["StackEvents"]
    return {
        "ListStackResources": refused(cloudformation.list_stack_resources, StackName=given),
        "DescribeEvents": refused(cloudformation.describe_events, StackName=given),
        "UpdateTerminationProtection": refused(
            cloudformation.update_termination_protection, StackName=given, EnableTerminationProtection=True
        ),
        "DescribeDBEngineVersions": refused(rds.describe_db_engine_versions, Engine="postgres"),
        "DescribeCacheEngineVersions": refused(elasticache.describe_cache_engine_versions, Engine="redis"),
        "outputs": not stack.get("Outputs"),
        "resource events": all(each["ResourceType"] == "AWS::CloudFormation::Stack" for each in events),
        "event tokens": not any(each.get("ClientRequestToken") for each in events),
    }


actions = {
    "secrets": make_secrets,
    "logs": let_api_gateway_log,
    "types": unknown_types,
    "routes": take_route_tables_away,
    "limits": limits,
}
json.dump(actions[action](), sys.stdout)
